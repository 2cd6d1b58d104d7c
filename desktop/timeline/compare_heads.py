"""The heads of the two columns, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.shared.action_words import duration
from desktop.shared.branch_words import branch_name
from desktop.timeline.compare_reading import Compared, Place
from graphs import Totals

translate = QCoreApplication.translate

_UNKNOWN = "\N{EN DASH}"
_KEYS = ("left", "right")


@dataclass(frozen=True, slots=True)
class Choice:
    """A branch that can be put at a side."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a side. `standing` is the status of its branch's newest turn, "" of a step.

    `branch_id` is "" where there is nothing to be opened. `figures` are what it has cost: tokens
    read and written, time, actions. `chosen` is the place of its branch among the choices, -1 for
    one in the trash.
    """

    key: str
    branch_id: str
    name: str
    figures: tuple[str, ...]
    standing: str
    chosen: int


def choices(found: Compared) -> list[Choice]:
    """The branches that can be put at a side."""
    return [Choice(one.id, branch_name(one)) for one in found.branches]


def heads(found: Compared) -> list[Column]:
    """Both heads."""
    places = {one.id: place for place, one in enumerate(found.branches)}
    totals = (found.comparison.left, found.comparison.right)
    return [
        Column(
            key,
            side.branch.id,
            side.name,
            figures(total),
            side.branch.status.value if side.position is None else "",
            places.get(side.branch.id, -1),
        )
        for key, side, total in zip(_KEYS, found.sides, totals, strict=True)
    ]


def heads_without_figures(places: Sequence[Place], known: Sequence[Choice]) -> list[Column]:
    """Both heads when the two cannot be compared: another branch may be chosen."""
    ids = [one.key for one in known]
    found = [ids.index(place.branch_id) if place.branch_id in ids else -1 for place in places]
    nobody = translate("Compare", "Choose a branch")
    return [
        Column(
            key,
            "",
            known[chosen].name if chosen >= 0 else nobody,
            (_UNKNOWN,) * 4,
            "",
            chosen,
        )
        for key, place, chosen in zip(_KEYS, places, found, strict=True)
    ]


def figures(totals: Totals) -> tuple[str, str, str, str]:
    """What a side has cost since they parted: tokens read and written, time, actions."""
    actions = f"{totals.actions:,}"
    if totals.done != totals.actions:
        words = translate("Compare", "{done} of {wanted}")
        actions = words.format(done=f"{totals.done:,}", wanted=actions)
    return (
        _count(totals.tokens_in),
        _count(totals.tokens_out),
        duration(totals.seconds) if totals.seconds else _UNKNOWN,
        actions,
    )


def _count(tokens: int | None) -> str:
    return _UNKNOWN if tokens is None else f"{tokens:,}"
