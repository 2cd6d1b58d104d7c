"""From a case and what came of it to the two sides that its page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.evals import report_words as said
from desktop.shared.arguments import written
from desktop.shared.text_marks import chunks, length, marked, plain, spoken
from graphs import Case, Graded, Pair, Piece, Result, Verdict, differences

THEN = -1
"""Stands for what the agent said when the case was made; others are candidates by index."""

FEW = 3
"""Stretches of an answer that are shown until more of it is wanted."""

MANY = 6
"""Stretches that are shown besides each time."""

_LONGEST = 4_000
"""Characters of what was asked that are shown."""

_CALLS = 8
"""Actions of an attempt that are shown."""

_AT_MOST = 1_200
"""Characters of a check, or of an action, that are shown."""

_TONES = {
    Verdict.PASSED: "good",
    Verdict.FAILED: "bad",
    Verdict.UNGRADED: "odd",
    Verdict.BROKEN: "bad",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A case of a run, all its attempts, and what the judge said of pairs of them."""

    names: tuple[str, ...]
    repeat: int
    case: Case
    results: tuple[Result, ...]
    pairs: tuple[Pair, ...]

    @property
    def kinds(self) -> tuple[int, ...]:
        """What can stand at a side."""
        then = (THEN,) if self.case.origin.given or self.case.origin.wanted else ()
        return *then, *range(len(self.names))

    def result(self, kind: int, number: int) -> Result | None:
        """The attempt of a candidate, if there is one yet."""
        own = (one for one in self.results if (one.candidate, one.number) == (kind, number))
        return next(own, None)


@dataclass(frozen=True, slots=True)
class SideRow:
    """An answer. `stretches` are HTML in which what differs has the class "other".

    `calls` are the actions that it wanted. `sentence` says why it broke off, or that there is none
    yet.
    """

    key: str
    name: str
    chosen: int
    verdict: str
    tone: str
    stretches: tuple[str, ...]
    spoken: str
    more: str
    calls: tuple[str, ...]
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check, and for each side what came of it and why; "" where it was not checked."""

    key: str
    words: str
    verdicts: tuple[str, ...]
    tones: tuple[str, ...]
    reasons: tuple[str, ...]


def asked(case: Case) -> str:
    """What the agent had to react to, the beginning of it."""
    text = case.messages[-1].text if case.messages else ""
    return _cut(text, _LONGEST)


def choices(found: Found) -> list[str]:
    """What each side can be, in the order of `found.kinds`."""
    return [_name(found, kind) for kind in found.kinds]


def first_kinds(found: Found) -> tuple[int, ...]:
    """What stands at the sides to begin with: the first two candidates, or then and now."""
    return found.kinds[-2:] if len(found.names) == 1 else (0, 1)


def side_rows(found: Found, kinds: Sequence[int], number: int, shown: int = FEW) -> list[SideRow]:
    """The sides with so many stretches of each; what differs between two is marked."""
    texts = [_text(found, kind, number) for kind in kinds]
    compared = len(texts) == 2 and all(text is not None for text in texts)
    if compared:
        pieces = differences(texts[0] or "", texts[1] or "")
    else:
        pieces = tuple((Piece(text, True),) if text else () for text in texts)
    return [
        _side(found, place, kind, number, own, compared=compared, few=shown)
        for place, (kind, own) in enumerate(zip(kinds, pieces, strict=True))
    ]


def check_rows(found: Found, kinds: Sequence[int], number: int) -> list[CheckRow]:
    """The checks of the case in their order."""
    graded: list[Mapping[object, Graded]] = []
    for kind in kinds:
        result = found.result(kind, number)
        graded.append({one.check: one for one in result.graded} if result else {})
    rows: list[CheckRow] = []
    for place, check in enumerate(found.case.checks):
        own = [one.get(check) for one in graded]
        rows.append(
            CheckRow(
                key=str(place),
                words=_cut(said.check(check), _AT_MOST),
                verdicts=tuple(said.verdict(one.verdict) if one else "" for one in own),
                tones=tuple(_TONES[one.verdict] if one else "" for one in own),
                reasons=tuple(one.reason if one else "" for one in own),
            )
        )
    return rows


def better(found: Found, kinds: Sequence[int], number: int) -> str:
    """What the judge said of the two, "" where it was not asked."""
    for pair in found.pairs:
        if pair.number == number and {pair.first, pair.second} == set(kinds):
            if pair.winner is None:
                words = QCoreApplication.translate("Report", "The judge prefers neither: {why}")
                return words.format(why=pair.reason)
            words = QCoreApplication.translate("Report", "The judge prefers {name}: {why}")
            return words.format(name=found.names[pair.winner], why=pair.reason)
    return ""


def _name(found: Found, kind: int) -> str:
    if kind == THEN:
        return QCoreApplication.translate("Report", "When the case was made")
    return found.names[kind]


def _text(found: Found, kind: int, number: int) -> str | None:
    """None where there is no answer to be compared."""
    if kind == THEN:
        return found.case.origin.given
    result = found.result(kind, number)
    return result.answer if result and result.verdict is not Verdict.BROKEN else None


def _side(
    found: Found,
    place: int,
    kind: int,
    number: int,
    pieces: Sequence[Piece],
    *,
    compared: bool,
    few: int,
) -> SideRow:
    result = found.result(kind, number)
    stretches = list(chunks(pieces)) if pieces else []
    shown = stretches[:few]
    hidden = sum(map(length, stretches[len(shown) :]))
    return SideRow(
        key=str(place),
        name=_name(found, kind),
        chosen=found.kinds.index(kind),
        verdict=said.verdict(result.final) if result else "",
        tone=_TONES[result.final] if result else "",
        stretches=tuple(marked(one) if compared else _plain(one) for one in shown),
        spoken=spoken(pieces, compared=compared),
        more=said.more(hidden),
        calls=_calls(found, kind, result),
        about=said.attempt(result) if result else "",
        sentence=_sentence(kind, result, pieces),
    )


def _plain(pieces: Sequence[Piece]) -> str:
    return plain("".join(piece.text for piece in pieces))


def _calls(found: Found, kind: int, result: Result | None) -> tuple[str, ...]:
    if kind == THEN:
        calls = found.case.origin.wanted
    else:
        calls = [(one.tool, one.arguments) for one in result.proposals] if result else ()
    shown = [_cut(said.call(tool, written(text)), _AT_MOST) for tool, text in calls[:_CALLS]]
    return *shown, *said.more_calls(len(calls) - len(shown))


def _sentence(kind: int, result: Result | None, pieces: Sequence[Piece]) -> str:
    translate = QCoreApplication.translate
    if kind != THEN and result is None:
        return translate("Report", "Not tried yet.")
    if result and result.sentence:
        return result.sentence
    return "" if pieces else translate("Report", "No words.")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + "…"
