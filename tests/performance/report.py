"""What was measured, as a table for people and as JSON for machines. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing, in `unit`: with Cairn and, where there is one, the stock way.

    `aim` is the most that `ours` should be. `note` says what stands where stock stands, or how it
    was come by.
    """

    name: str
    unit: str
    ours: float
    stock: float | None = None
    aim: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours by stock."""
        return self.ours / self.stock if self.stock else None

    @property
    def met(self) -> bool | None:
        """Whether the aim was reached; None without one."""
        return None if self.aim is None else self.ours <= self.aim


_TITLES = ("", "unit", "ours", "stock", "ratio", "aim", "", "")
_NUMBERS = range(2, 6)


def table(figures: Iterable[Figure]) -> str:
    """The figures in columns, one a line."""
    rows = [_TITLES, *(_row(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_TITLES))]
    return "\n".join(_line(row, widths) for row in rows)


def as_json(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """The figures as plain objects, with `ratio` and `met`."""
    return [{**asdict(figure), "ratio": figure.ratio, "met": figure.met} for figure in figures]


def _row(figure: Figure) -> tuple[str, ...]:
    numbers = (_number(value) for value in (figure.ours, figure.stock, figure.ratio))
    aim = "" if figure.aim is None else f"≤ {figure.aim:g}"
    verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
    return (figure.name, figure.unit, *numbers, aim, verdict, figure.note)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        text.rjust(width) if place in _NUMBERS else text.ljust(width)
        for place, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()
