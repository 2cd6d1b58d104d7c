"""`cairn://` links: places in Cairn, as text. A link only shows; it never does anything. Pure."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never
from urllib.parse import parse_qs, quote, unquote, urlsplit

SCHEME: Final = "cairn"
LONGEST_TEXT: Final = 20_000
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True, slots=True)
class ConversationLink:
    """A conversation, in the branch looked at last."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class BranchLink:
    """A branch, as it is now."""

    branch_id: str


@dataclass(frozen=True, slots=True)
class StepLink:
    """A branch as it was at a step; `position` counts from 1."""

    branch_id: str
    position: int


@dataclass(frozen=True, slots=True)
class ActionLink:
    """An action: its dialog while it waits, and its conversation afterwards."""

    action_id: str


@dataclass(frozen=True, slots=True)
class SuiteLink:
    """A suite of cases."""

    suite_id: str


@dataclass(frozen=True, slots=True)
class NewLink:
    """A conversation not yet begun, with `text` in the composer; nothing is sent."""

    text: str = ""


Link: TypeAlias = ConversationLink | BranchLink | StepLink | ActionLink | SuiteLink | NewLink


def is_link(text: str) -> bool:
    """Whether it means to be one."""
    return text[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def read(text: str) -> Link | None:
    """The link that `text` is; None when it is none, or leads to no kind of place we know."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    if parts.scheme.lower() != SCHEME or parts.netloc != parts.netloc.strip():
        return None
    names = [unquote(name) for name in parts.path.strip("/").split("/") if name]
    match parts.netloc.lower(), names:
        case "conversation", [id_] if _ID.fullmatch(id_):
            return ConversationLink(id_)
        case "branch", [id_] if _ID.fullmatch(id_):
            return BranchLink(id_)
        case "step", [id_, position] if _ID.fullmatch(id_) and _counts(position):
            return StepLink(id_, int(position))
        case "action", [id_] if _ID.fullmatch(id_):
            return ActionLink(id_)
        case "suite", [id_] if _ID.fullmatch(id_):
            return SuiteLink(id_)
        case "new", []:
            return NewLink(_text(parts.query))
        case _:
            return None


def write(link: Link) -> str:
    """The text that reads as `link`."""
    match link:
        case ConversationLink(id_):
            return f"{SCHEME}://conversation/{id_}"
        case BranchLink(id_):
            return f"{SCHEME}://branch/{id_}"
        case StepLink(id_, position):
            return f"{SCHEME}://step/{id_}/{position}"
        case ActionLink(id_):
            return f"{SCHEME}://action/{id_}"
        case SuiteLink(id_):
            return f"{SCHEME}://suite/{id_}"
        case NewLink(""):
            return f"{SCHEME}://new"
        case NewLink(text):
            return f"{SCHEME}://new?text={quote(text, safe='')}"
        case _:
            assert_never(link)


def _counts(position: str) -> bool:
    return position.isascii() and position.isdecimal() and len(position) <= 9 and int(position) > 0


def _text(query: str) -> str:
    """What stands in the query as `text`, without what no keyboard types."""
    found = parse_qs(query, max_num_fields=20, errors="replace").get("text", [""])[0]
    kept = "".join(sign for sign in found if sign in "\n\t" or sign.isprintable())
    return kept[:LONGEST_TEXT]
