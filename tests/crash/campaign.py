"""Many trials, and the table of what came of them.

    python -m tests.crash [--kills 120] [--seed N] [--trial NUMBER]

runs trials until so many processes were killed, or the one trial with that number. Exit code 1
when a promise was broken; each such trial is printed with what replays it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.crash.nursery import Nursery
from tests.crash.plan import Plan, drawn
from tests.crash.trial import Outcome, Trial

KILLS = 120


def trials(seed: int, kills: int) -> Iterator[tuple[Plan, Outcome]]:
    """Run trials of that campaign until so many processes were killed."""
    done = 0
    with Nursery() as nursery:
        for number in count():
            if done >= kills:
                return
            plan, outcome = tried(nursery, seed, number)
            done += len(outcome.kills)
            yield plan, outcome


def tried(nursery: Nursery, seed: int, number: int) -> tuple[Plan, Outcome]:
    """Run one trial in a folder of its own."""
    plan = drawn(seed, number)
    with tempfile.TemporaryDirectory(prefix="cairn-crash-") as folder:
        return plan, Trial(plan, nursery, Path(folder)).run()


def replay(plan: Plan, outcome: Outcome) -> str:
    """What is broken in a trial, and how to run it again."""
    lines = [f"trial {plan.number}: python -m tests.crash --seed {plan.seed} --trial {plan.number}"]
    return "\n  ".join([*lines, repr(plan), *outcome.broken])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--trial", type=int)
    options = parser.parse_args()
    began = time.monotonic()
    outcomes: list[Outcome] = []
    if options.trial is not None:
        with Nursery() as nursery:
            run = iter([tried(nursery, options.seed, options.trial)])
            for plan, outcome in run:
                sys.stdout.write(replay(plan, outcome) + "\n")
            return 1 if outcome.broken else 0
    for plan, outcome in trials(options.seed, options.kills):
        outcomes.append(outcome)
        if outcome.broken:
            sys.stdout.write(replay(plan, outcome) + "\n")
            sys.stdout.flush()
    phases = Counter(p for o in outcomes for p in o.kills)
    print(
        phases,
        sum(phases.values()),
        len(outcomes),
        sum(o.sound for o in outcomes),
        sum(o.continued for o in outcomes),
        sum(o.kept_tries for o in outcomes),
        time.monotonic() - began,
    )
    return 1 if any(o.broken for o in outcomes) else 0
