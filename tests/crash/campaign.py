"""Many trials, and the table of what came of them.

    python -m tests.crash [--kills 120] [--seed N]
    python -m tests.crash --seed N --trial NUMBER

The first runs trials until so many processes were killed, the second one trial of a campaign over
again. Each tenth trial is of the real `cairn` command, the others are of forked workers. Exit code
1 when a promise was broken; such a trial is printed with what replays it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from tests.crash import command, plan
from tests.crash.command import CommandPlan, CommandTrial
from tests.crash.nursery import Nursery
from tests.crash.plan import Plan
from tests.crash.trial import Outcome, Trial

KILLS = 120
COMMAND_EVERY = 10
BROKEN_ENOUGH = 5


def drawn(seed: int, number: int) -> Plan | CommandPlan:
    """The plan of trial `number` of the campaign with that seed."""
    if number % COMMAND_EVERY == COMMAND_EVERY - 1:
        return command.drawn(seed, number)
    return plan.drawn(seed, number)


def tried(nursery: Nursery, what: Plan | CommandPlan) -> Outcome:
    """Run one trial in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="cairn-crash-") as folder:
        if isinstance(what, CommandPlan):
            return CommandTrial(what, Path(folder)).run()
        return Trial(what, nursery, Path(folder)).run()


def campaign(seed: int, kills: int) -> Iterator[tuple[Plan | CommandPlan, Outcome]]:
    """Run trials until so many processes were killed, or too many trials broke a promise."""
    done = broken = 0
    with Nursery() as nursery:
        for number in count():
            if done >= kills or broken >= BROKEN_ENOUGH:
                return
            what = drawn(seed, number)
            outcome = tried(nursery, what)
            done += len(outcome.kills)
            broken += bool(outcome.broken)
            yield what, outcome


def replay(what: Plan | CommandPlan, outcome: Outcome) -> str:
    """What is broken in a trial, and how to run it again."""
    again = f"python -m tests.crash --seed {what.seed} --trial {what.number}"
    return "\n  ".join([f"Broken; run it again with: {again}", repr(what), *outcome.broken])


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures of a campaign, for people."""
    phases = Counter(phase for outcome in outcomes for phase in outcome.kills)
    continued = sum(outcome.continued for outcome in outcomes)
    rows = [
        *((f"killed in: {phase}", str(n)) for phase, n in sorted(phases.items())),
        ("killed in all", str(phases.total())),
        ("promises broken", str(sum(len(outcome.broken) for outcome in outcomes))),
        (
            "looked at after a kill: file and history sound",
            f"{sum(o.sound for o in outcomes)}/{sum(o.looks for o in outcomes)}",
        ),
        ("conversations continued", f"{continued}/{len(outcomes)}"),
        ("interrupted answers kept", str(sum(o.kept_tries for o in outcomes))),
    ]
    return "\n".join(f"{name:<50}{figure:>9}" for name, figure in rows)


def main() -> int:
    """Run a campaign or one trial; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many ({KILLS})")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="any whole number")
    parser.add_argument("--trial", type=int, help="run this trial of the campaign alone")
    options = parser.parse_args()
    outcomes: list[Outcome] = []
    for what, outcome in _chosen(options.seed, options.kills, options.trial):
        outcomes.append(outcome)
        _say(replay(what, outcome) if outcome.broken else _line(what, outcome))
    _say(table(outcomes))
    _say(f"seed {options.seed}")
    return 1 if any(outcome.broken for outcome in outcomes) else 0


def _chosen(
    seed: int, kills: int, trial: int | None
) -> Iterator[tuple[Plan | CommandPlan, Outcome]]:
    if trial is None:
        yield from campaign(seed, kills)
        return
    what = drawn(seed, trial)
    with Nursery() as nursery:
        yield what, tried(nursery, what)


def _line(what: Plan | CommandPlan, outcome: Outcome) -> str:
    return f"{what.number:4}  {', '.join(outcome.kills) or 'came to its end'}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
