"""What a trial of actions does, drawn from a seed: which calls are proposed, who decides them, and
at which moment which process is killed.

Pure. The same seed and number give the same plan.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from tests.crash.plan import Moment

Tool: TypeAlias = Literal["quick", "slow", "failing", "reading"]
Verdict: TypeAlias = Literal["approve", "edit", "reject", "answer"]
Settlement: TypeAlias = Literal["happened", "again", "skip"]
Deed: TypeAlias = Literal["send", "resume", "decide"]

NEVER = Moment("never")
TURNS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call that the model proposes. `label` is like no other's in the trial.

    What is decided: `verdict` by most processes, `other` by one that lives beside another.
    """

    tool: Tool
    label: str
    verdict: Verdict
    other: Verdict


@dataclass(frozen=True, slots=True)
class Life:
    """One process and when it dies. It decides what waits, or only looks at it when not `decides`.

    `beside`: another process that decides lives at the same time, and when that dies.
    """

    deed: Deed
    moment: Moment
    decides: bool
    beside: Moment | None = None


@dataclass(frozen=True, slots=True)
class ActionsPlan:
    """A trial: the answers of each turn, each a group of proposals, and the lives."""

    seed: int
    number: int
    turns: tuple[tuple[tuple[Proposal, ...], ...], ...]
    lives: tuple[Life, ...]


def drawn(seed: int, number: int) -> ActionsPlan:
    """The plan of trial `number` of the campaign with that seed."""
    random = Random(f"actions:{seed}:{number}")
    turns = tuple(_turn(turn, random) for turn in range(1, TURNS + 1))
    lives = [_life("send", random)]
    while len(lives) < 6 and random.random() < 0.8:
        (deed,) = random.choices(_AFTERWARDS, (5, 4, 1))
        lives.append(_life(deed, random))
    return ActionsPlan(seed, number, turns, tuple(lives))


_AFTERWARDS: tuple[Deed, ...] = ("resume", "decide", "send")
_TOOLS: tuple[Tool, ...] = ("quick", "slow", "failing", "reading")
_VERDICTS: tuple[Verdict, ...] = ("approve", "edit", "reject", "answer")


def _turn(turn: int, random: Random) -> tuple[tuple[Proposal, ...], ...]:
    answers: list[tuple[Proposal, ...]] = []
    for answer in range(random.choice((1, 1, 2))):
        group: list[Proposal] = []
        for place in range(random.randint(1, 5)):
            (tool,) = random.choices(_TOOLS, (4, 4, 1, 2))
            verdict, other = random.choices(_VERDICTS, (6, 3, 1, 1), k=2)
            group.append(Proposal(tool, f"{turn}.{answer}.{place}", verdict, other))
        answers.append(tuple(group))
    return tuple(answers)


def _life(deed: Deed, random: Random) -> Life:
    beside = _moment(random) if random.random() < 0.3 else None
    if beside is not None and random.random() < 0.3:
        beside = NEVER
    return Life(deed, _moment(random), beside is None or random.random() < 0.5, beside)


def _moment(random: Random) -> Moment:
    if random.random() < 0.1:
        return Moment("born", statement=random.randint(1, 75))
    mark = random.choice(_MARKS)
    count = random.choice((1, 1, 1, 2, 3))
    if random.random() < 0.6:
        return Moment(mark, count, statement=random.randint(1, 30))
    return Moment(mark, count, seconds=random.uniform(0, 0.12))


_MARKS = (
    "begun",
    "TurnStarted",
    "ActionNeedsDecision",
    "ActionNeedsDecision",
    "deciding",
    "deciding",
    "deciding",
    "ActionDecided",
    "ActionDecided",
    "ActionStarted",
    "ActionStarted",
    "ActionStarted",
    "effect",
    "effect",
    "effect",
    "ActionFinished",
    "ActionFinished",
    "StepSaved",
)
