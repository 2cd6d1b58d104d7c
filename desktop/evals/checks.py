"""Checks as they are typed, and what is made of that. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, assert_never

from graphs import (
    AtMost,
    Check,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposes,
    Reference,
    Rubric,
)

KINDS: Final = (
    "contains",
    "lacks",
    "means",
    "same",
    "wants",
    "leaves",
    "matches",
    "avoids",
    "json",
    "at_most",
    "language",
    "rubric",
)
"""What can be chosen, in the order in which it is offered."""

TWO_FIELDS: Final = frozenset({"wants", "leaves", "json"})
LONG: Final = frozenset({"means", "same", "rubric"})
"""What is written in several lines."""


@dataclass(frozen=True, slots=True)
class TypedCheck:
    """A check as it stands in its fields. `more` is the second field, where the kind has one.

    `mistake` says why it cannot be used, "" while it can or nothing is typed.
    """

    key: str
    kind: str = "contains"
    text: str = ""
    more: str = ""
    mistake: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is typed yet: such a check is left out."""
        return not self.text.strip() and not self.more.strip()


def checks_of(typed: Iterable[TypedCheck]) -> tuple[Check, ...]:
    """What is to be checked, without what is empty."""
    return tuple(check_of(one) for one in typed if not one.empty)


def check_of(typed: TypedCheck) -> Check:
    """The check that is typed; one that cannot be used has a fault."""
    text = typed.text.strip()
    more = typed.more.strip()
    match typed.kind:
        case "contains" | "lacks":
            return Contains(text, must=typed.kind == "contains")
        case "means" | "same":
            return Reference(text, judged=typed.kind == "means")
        case "wants" | "leaves":
            return Proposes(text, more, must=typed.kind == "wants")
        case "matches" | "avoids":
            return Matches(typed.text, must=typed.kind == "matches")
        case "json":
            return JsonPath(text, more)
        case "at_most":
            return AtMost(int(text) if text.isascii() and text.isdecimal() else -1)
        case "language":
            return Language(text.lower())
        case "rubric":
            return Rubric(text)
        case _:
            raise ValueError(f"there is no kind of check {typed.kind}")


def typed_of(check: Check, key: str) -> TypedCheck:
    """The fields of a check."""
    match check:
        case Contains():
            return TypedCheck(key, "contains" if check.must else "lacks", check.text)
        case Reference():
            return TypedCheck(key, "means" if check.judged else "same", check.text)
        case Proposes():
            kind = "wants" if check.must else "leaves"
            return TypedCheck(key, kind, check.tool, check.arguments)
        case Matches():
            return TypedCheck(key, "matches" if check.must else "avoids", check.pattern)
        case JsonPath():
            return TypedCheck(key, "json", check.path, check.value)
        case AtMost():
            return TypedCheck(key, "at_most", str(check.actions))
        case Language():
            return TypedCheck(key, "language", check.code)
        case Rubric():
            return TypedCheck(key, "rubric", check.text)
        case _:
            assert_never(check)


def tags_of(typed: str) -> tuple[str, ...]:
    """The tags that are typed with commas between them, each once."""
    return tuple(dict.fromkeys(tag for part in typed.split(",") if (tag := " ".join(part.split()))))
