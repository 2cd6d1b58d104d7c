"""What a trial does, drawn from a seed: which turns, and at which moment each process is killed.

Pure. The same seed and number give the same plan.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

Answer: TypeAlias = Literal["slow", "fast", "slow tool", "fast tool"]
"""How the model answers: at the pace of reading or at once, after a tool call or straight away."""

Deed: TypeAlias = Literal["send", "send again", "send next", "resume", "leave", "rebuild"]
"""What a process is asked to do: "send again" repeats the newest turn's id, "send next" is another
turn while the one before may be unfinished."""

WORDS = 60
WORDS_A_SECOND = 150
FIRST_WORD_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed: after so many lines of kind `mark`, and then `seconds` later from
    outside, or before its `statement`-th SQL statement from there on, by its own hand."""

    mark: str
    count: int = 1
    seconds: float = 0.0
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """The person stops the turn after so many lines of kind `mark`."""

    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class Life:
    """One process: what it is asked, when it dies, and whether its turn is stopped before."""

    deed: Deed
    moment: Moment
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A trial. `earlier`: the conversation has a finished turn already. `awaits_title`: the
    process that sends the first message stays until the model has given a title."""

    seed: int
    number: int
    answer: Answer
    earlier: bool
    awaits_title: bool
    lives: tuple[Life, ...]


def drawn(seed: int, number: int) -> Plan:
    """The plan of trial `number` of the campaign with that seed."""
    random = Random(f"{seed}:{number}")
    answer = random.choice(_ANSWERS)
    awaits_title = random.random() < 0.3
    lives = [_life("send", random, answer, awaits_title)]
    while len(lives) < 4 and random.random() < 0.5:
        (deed,) = random.choices(_AFTERWARDS, _HOW_OFTEN)
        lives.append(_life(deed, random, answer, awaits_title))
    return Plan(seed, number, answer, random.random() < 0.4, awaits_title, tuple(lives))


_ANSWERS: tuple[Answer, ...] = ("slow", "slow", "fast", "slow tool", "fast tool")
_AFTERWARDS: tuple[Deed, ...] = ("resume", "send next", "send again", "leave", "rebuild")
_HOW_OFTEN = (6, 3, 2, 1, 1)


def _life(deed: Deed, random: Random, answer: Answer, awaits_title: bool) -> Life:
    if deed in ("leave", "rebuild"):
        return Life(deed, _beginning(random))
    if random.random() < 0.2:
        return Life(deed, _settling(random), _stop(random, answer))
    slow = answer.startswith("slow")
    drawn_from = [_starting, _beginning, _recording, _saving_steps, _saving_answer]
    drawn_from += [_waiting, _showing, _streaming, _streaming, _streaming] if slow else [_ending]
    if awaits_title:
        drawn_from.append(_titling)
    return Life(deed, random.choice(drawn_from)(random))


def _stop(random: Random, answer: Answer) -> Stop:
    mark = random.choice(("TurnStarted", "StepSaved", "TextDelta"))
    count = random.randint(1, 8) if mark == "TextDelta" and answer.startswith("slow") else 1
    return Stop(mark, count)


def _starting(random: Random) -> Moment:
    if random.random() < 0.5:
        return Moment("born", statement=random.randint(1, 55))
    return Moment("born", seconds=random.uniform(0, 0.2))


def _beginning(random: Random) -> Moment:
    return Moment("begun", statement=random.randint(1, 70))


def _recording(random: Random) -> Moment:
    return Moment("TurnStarted", statement=random.randint(1, 45))


def _waiting(random: Random) -> Moment:
    return Moment("TurnStarted", seconds=random.uniform(0, FIRST_WORD_SECONDS))


def _showing(random: Random) -> Moment:
    return Moment("TextDelta", random.randint(1, 12), statement=random.randint(1, 6))


def _streaming(random: Random) -> Moment:
    return Moment("TextDelta", random.randint(1, 12), seconds=random.uniform(0, 0.05))


def _saving_steps(random: Random) -> Moment:
    return Moment("StepSaved", random.randint(1, 4), statement=random.randint(1, 25))


def _saving_answer(random: Random) -> Moment:
    return Moment("TextDelta", random.randint(1, 12), statement=random.randint(1, 45))


def _ending(random: Random) -> Moment:
    return Moment("TextDelta", random.randint(1, 2), statement=random.randint(1, 25))


def _settling(random: Random) -> Moment:
    if random.random() < 0.3:
        return Moment("stopping", seconds=random.uniform(0, 0.05))
    return Moment("stopping", statement=random.randint(1, 60))


def _titling(random: Random) -> Moment:
    if random.random() < 0.5:
        return Moment("TurnFinished", statement=random.randint(1, 25))
    return Moment("TurnFinished", seconds=random.uniform(0, 0.1))
