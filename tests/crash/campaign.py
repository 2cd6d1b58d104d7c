"""Many trials, and the table of what came of them.

    python -m tests.crash [--kills 120] [--seed N] [--only KIND]
    python -m tests.crash --seed N --trial NUMBER

The first runs trials until so many processes were killed, the second one trial of a campaign over
again. Each tenth trial is of the real `cairn` command, the one before it of branches; of the others
each second one is of actions and the rest of conversations. Exit code 1 when a promise was broken;
such a trial is printed with what replays it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from tests.crash import command, plan
from tests.crash.actions import plan as actions_plan
from tests.crash.actions.plan import ActionsPlan
from tests.crash.actions.trial import ActionsTrial
from tests.crash.command import CommandPlan, CommandTrial
from tests.crash.forks import plan as forks_plan
from tests.crash.forks.plan import ForksPlan
from tests.crash.forks.trial import ForksTrial
from tests.crash.nursery import Nursery
from tests.crash.plan import Plan
from tests.crash.trial import Outcome, Trial

KILLS = 120
COMMAND_EVERY = 10
BROKEN_ENOUGH = 5

Kind: TypeAlias = Literal["conversations", "actions", "forks", "command"]
AnyPlan: TypeAlias = Plan | ActionsPlan | ForksPlan | CommandPlan


def kind_of(number: int) -> Kind:
    """What trial `number` of any campaign is of."""
    if number % COMMAND_EVERY == COMMAND_EVERY - 1:
        return "command"
    if number % COMMAND_EVERY == COMMAND_EVERY - 2:
        return "forks"
    return "actions" if number % 2 else "conversations"


def drawn(seed: int, number: int) -> AnyPlan:
    """The plan of trial `number` of the campaign with that seed."""
    match kind_of(number):
        case "command":
            return command.drawn(seed, number)
        case "actions":
            return actions_plan.drawn(seed, number)
        case "forks":
            return forks_plan.drawn(seed, number)
        case "conversations":
            return plan.drawn(seed, number)


def tried(nursery: Nursery, what: AnyPlan) -> Outcome:
    """Run one trial in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="cairn-crash-") as folder:
        if isinstance(what, CommandPlan):
            return CommandTrial(what, Path(folder)).run()
        if isinstance(what, ActionsPlan):
            return ActionsTrial(what, nursery, Path(folder)).run()
        if isinstance(what, ForksPlan):
            return ForksTrial(what, nursery, Path(folder)).run()
        return Trial(what, nursery, Path(folder)).run()


def campaign(seed: int, kills: int, only: Kind | None = None) -> Iterator[tuple[AnyPlan, Outcome]]:
    """Run trials until so many processes were killed, or too many trials broke a promise.

    `only` those of one kind, if given.
    """
    done = broken = 0
    with Nursery() as nursery:
        for number in count():
            if done >= kills or broken >= BROKEN_ENOUGH:
                return
            if only not in (None, kind_of(number)):
                continue
            what = drawn(seed, number)
            outcome = tried(nursery, what)
            done += len(outcome.kills)
            broken += bool(outcome.broken)
            yield what, outcome


def replay(what: AnyPlan, outcome: Outcome) -> str:
    """What is broken in a trial, and how to run it again."""
    again = f"python -m tests.crash --seed {what.seed} --trial {what.number}"
    return "\n  ".join([f"Broken; run it again with: {again}", repr(what), *outcome.broken])


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures of a campaign, for people."""
    phases = Counter(phase for outcome in outcomes for phase in outcome.kills)
    tally = sum((outcome.tally for outcome in outcomes), Counter[str]())
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
        *((name, str(n)) for name, n in sorted(tally.items())),
    ]
    return "\n".join(f"{name:<50}{figure:>9}" for name, figure in rows)


def main() -> int:
    """Run a campaign or one trial; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many ({KILLS})")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="any whole number")
    parser.add_argument("--only", choices=get_args(Kind), help="run the trials of one kind")
    parser.add_argument("--trial", type=int, help="run this trial of the campaign alone")
    options = parser.parse_args()
    outcomes: list[Outcome] = []
    for what, outcome in _chosen(options.seed, options.kills, options.only, options.trial):
        outcomes.append(outcome)
        _say(replay(what, outcome) if outcome.broken else _line(what, outcome))
    _say(table(outcomes))
    _say(f"seed {options.seed}")
    return 1 if any(outcome.broken for outcome in outcomes) else 0


def _chosen(
    seed: int, kills: int, only: Kind | None, trial: int | None
) -> Iterator[tuple[AnyPlan, Outcome]]:
    if trial is None:
        yield from campaign(seed, kills, only)
        return
    what = drawn(seed, trial)
    with Nursery() as nursery:
        yield what, tried(nursery, what)


def _line(what: AnyPlan, outcome: Outcome) -> str:
    return f"{what.number:4}  {', '.join(outcome.kills) or 'came to its end'}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
