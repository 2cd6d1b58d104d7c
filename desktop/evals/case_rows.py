"""From the cases of a suite to the lines of its list. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphs import CaseRow


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as the list shows it; `within` is all that the filter looks into."""

    id: str
    name: str
    asked: str
    tags: tuple[str, ...]
    checks: int
    within: str


def case_line(row: CaseRow) -> CaseLine:
    """The line of a case."""
    asked = " ".join(row.asked.split())
    within = "\n".join((row.name, asked, *row.tags)).casefold()
    return CaseLine(row.id, row.name, asked, row.tags, row.checks, within)


def matching(lines: Sequence[CaseLine], query: str, tag: str) -> list[CaseLine]:
    """Those that have the tag, if one is given, and every word of the query."""
    words = query.casefold().split()
    return [
        line
        for line in lines
        if (not tag or tag in line.tags) and all(word in line.within for word in words)
    ]


def tags_of(lines: Iterable[CaseLine]) -> tuple[str, ...]:
    """All tags, the most frequent first."""
    counted = Counter(tag for line in lines for tag in line.tags)
    return tuple(sorted(counted, key=lambda tag: (-counted[tag], tag.casefold())))
