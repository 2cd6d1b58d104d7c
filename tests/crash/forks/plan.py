"""What a trial of forks does, drawn from a seed: which processes live, and when each is killed.

Pure. The same seed and number give the same plan.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from tests.crash.plan import Moment

Deed: TypeAlias = Literal["fork", "run", "decide", "bring back", "take back"]

NEVER = Moment("never")


@dataclass(frozen=True, slots=True)
class Life:
    """One process: what it does in the conversation, and when it dies."""

    deed: Deed
    moment: Moment


@dataclass(frozen=True, slots=True)
class ForksPlan:
    """A trial: processes, one after the other, on a conversation that is there already."""

    seed: int
    number: int
    lives: tuple[Life, ...]


def drawn(seed: int, number: int) -> ForksPlan:
    """The plan of trial `number` of the campaign with that seed."""
    random = Random(f"forks:{seed}:{number}")
    first = _life("fork", random)
    afterwards = random.choices(_AFTERWARDS, (4, 4, 4, 2, 1), k=random.randint(3, 6))
    return ForksPlan(seed, number, (first, *(_life(deed, random) for deed in afterwards)))


_AFTERWARDS: tuple[Deed, ...] = ("fork", "run", "decide", "bring back", "take back")
_MARKS: dict[Deed, tuple[str, ...]] = {
    "fork": ("forking", "forking", "forked"),
    "run": ("running", "TurnStarted", "StepSaved", "ActionProposed", "ActionNeedsDecision"),
    "decide": ("deciding", "ActionDecided", "ActionStarted", "effect", "effect", "StepSaved"),
    "bring back": ("bringing", "ActionDecided", "ActionStarted", "ActionStarted"),
    "take back": ("bringing", "ActionDecided", "ActionStarted", "ActionStarted"),
}
_STATEMENTS: dict[Deed, int] = {
    "fork": 60,
    "run": 60,
    "decide": 40,
    "bring back": 25,
    "take back": 25,
}


def _life(deed: Deed, random: Random) -> Life:
    if random.random() < 0.1:
        return Life(deed, Moment("born", statement=random.randint(1, 60)))
    mark = random.choice(_MARKS[deed])
    count = random.choice((1, 1, 2, 3)) if deed in ("fork", "run", "decide") else 1
    if random.random() < 0.7:
        return Life(deed, Moment(mark, count, statement=random.randint(1, _STATEMENTS[deed])))
    return Life(deed, Moment(mark, count, seconds=random.uniform(0, 0.06)))
