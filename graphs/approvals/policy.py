"""What must ask: a tool, what it would touch, and the rules there are. Pure.

A rule's pattern is a folder with its full path, the first words of a command, or a host, by the
tool's scope; no pattern is any. Never beats allow. An allowing pattern is read narrowly (a command
that chains others matches none, a folder holds what lies in it after ".." is worked out) and a
forbidding one widely.
"""

import posixpath
import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graphs.storage.action_records import Rule

Scope: TypeAlias = Literal["folder", "command", "host", "none"]

_CHAINS = re.compile(r"[;&|<>$`(){}\\\n\r]")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a call asks, or may never run; and why, in words."""

    asks: bool
    forbidden: bool
    because: str


def ruling(
    asks: bool, tool: str, scope: Scope, subjects: Sequence[str], rules: Iterable[Rule]
) -> Ruling:
    """What becomes of a call. `asks` is the tool's own nature; `rules` those in force here."""
    of_tool = [rule for rule in rules if rule.tool == tool]
    for rule in of_tool:
        if rule.verdict == "never" and _forbids(rule.pattern, scope, subjects):
            return Ruling(asks=False, forbidden=True, because=f"Your rule: {described(rule)}.")
    if not asks:
        return Ruling(asks=False, forbidden=False, because="It only reads.")
    for rule in of_tool:
        if rule.verdict == "allow" and _allows(rule.pattern, scope, subjects):
            return Ruling(asks=False, forbidden=False, because=f"Your rule: {described(rule)}.")
    return Ruling(asks=True, forbidden=False, because="It changes something.")


def described(rule: Rule) -> str:
    """The rule in words: `allow run_command "git status", in this conversation`."""
    pattern = f' "{rule.pattern}"' if rule.pattern else ""
    place = "in this conversation" if rule.conversation_id else "always"
    return f"{rule.verdict} {rule.tool}{pattern}, {place}"


def patterns(scope: Scope, subjects: Sequence[str]) -> tuple[str, ...]:
    """What a rule made from such a call could be narrowed to, the narrowest first."""
    if not subjects:
        return ()
    match scope:
        case "folder":
            shared = posixpath.commonpath([posixpath.dirname(path) for path in subjects])
            return (_folder(shared),)
        case "command":
            if _CHAINS.search(subjects[0]) or not (words := _words(subjects[0])):
                return ()
            return tuple(dict.fromkeys((shlex.join(words), shlex.join(words[:2]), words[0])))
        case "host":
            return (subjects[0].lower(),)
        case "none":
            return ()


def _allows(pattern: str, scope: Scope, subjects: Sequence[str]) -> bool:
    if not pattern:
        return True
    if not subjects:
        return False
    match scope:
        case "folder":
            return all(_inside(path, pattern) for path in subjects)
        case "command":
            wanted = _words(pattern)
            return bool(wanted) and all(
                not _CHAINS.search(command) and _words(command)[: len(wanted)] == wanted
                for command in subjects
            )
        case "host":
            return all(host.lower() == pattern.lower() for host in subjects)
        case "none":
            return False


def _forbids(pattern: str, scope: Scope, subjects: Sequence[str]) -> bool:
    if not pattern:
        return True
    match scope:
        case "folder":
            return any(_inside(path, pattern, any_case=True) for path in subjects)
        case "command":
            wanted = _flattened(pattern)
            return any(_occurs(wanted, _flattened(command)) for command in subjects)
        case "host":
            end = pattern.lower().strip(".")
            return any(f".{host.lower().rstrip('.')}".endswith(f".{end}") for host in subjects)
        case "none":
            return False


def _inside(path: str, folder: str, any_case: bool = False) -> bool:
    path, folder = posixpath.normpath(path), _folder(folder)
    if any_case:
        path, folder = path.casefold(), folder.casefold()
    return f"{path}/".startswith(folder)


def _folder(path: str) -> str:
    return posixpath.normpath(path).rstrip("/") + "/"


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _flattened(command: str) -> list[str]:
    """The command's words however they are chained, quoted or spelled."""
    unquoted = re.sub(r"\\\n|[\"'\\]", "", command.lower())
    return [word for word in re.split(r"[ \t\r\n]+", _CHAINS.sub(" ", unquoted)) if word]


def _occurs(wanted: list[str], words: list[str]) -> bool:
    """Whether the wanted words follow each other somewhere, the first with any path before it."""
    return any(
        f"/{words[at]}".endswith(f"/{wanted[0]}") and words[at + 1 : at + len(wanted)] == wanted[1:]
        for at in range(len(words) if wanted else 0)
    )
