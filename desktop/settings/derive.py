"""From what was typed and stored to what the settings page keeps and shows. Pure."""

import posixpath
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in words. `pattern` is "" for any; `place` where it holds; `since` a date."""

    key: str
    tool: str
    pattern: str
    place: str
    allows: bool
    since: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact about the person, and the date since when it is kept."""

    key: str
    text: str
    since: str


@dataclass(frozen=True, slots=True)
class ToolRow:
    """One tool: its name as `key`, in words, and what a rule for it can be narrowed to."""

    key: str
    words: str
    summary: str
    asks: bool
    scope: str


@dataclass(frozen=True, slots=True)
class TrashRow:
    """One thing in the trash, and when it came there. `about` is "" for a conversation."""

    key: str
    title: str
    when: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One conversation, and whether it is traced."""

    key: str
    title: str
    traced: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part that Cairn is built from: its name as `key`, version and licence; both may be ""."""

    key: str
    version: str
    licence: str


def licence_words(expression: str) -> str:
    """An SPDX expression as it is shown: what is no licence of their list, in words."""
    return re.sub(r"LicenseRef-([\w.-]+)", lambda found: found[1].replace("-", " "), expression)


def has_all(typed: str, *texts: str) -> bool:
    """Whether each word that was typed is in one of the texts, in whatever case."""
    text = "\n".join(texts).casefold()
    return all(word in text for word in typed.casefold().split())


def rule_pattern(scope: str, typed: str, workspace: str, home: str) -> str:
    """The pattern of a rule as it is kept; "" is any.

    A folder becomes a full path with "/" at its end: `~` is `home`, and one that is not full lies
    in `workspace`. A host is taken out of an address. Both folders are full POSIX paths.
    """
    typed = typed.strip()
    if scope == "none" or not typed:
        return ""
    if scope == "host":
        return _host(typed)
    if scope != "folder":
        return typed
    path = typed.replace("\\", "/")
    if path == "~" or path.startswith("~/"):
        path = home + path[1:]
    elif not path.startswith("/") and path[1:2] != ":":
        path = posixpath.join(workspace, path)
    return posixpath.normpath(path).rstrip("/") + "/"


def _host(typed: str) -> str:
    after_scheme = typed.partition("://")[2] or typed
    with_port = after_scheme.partition("/")[0].rpartition("@")[2]
    return with_port.partition(":")[0].lower()


def shown_path(path: str, home: str) -> str:
    """A full path as it is shown: `~` for the home folder."""
    if path.rstrip("/") == home:
        return "~"
    return "~" + path[len(home) :] if home and path.startswith(home + "/") else path
