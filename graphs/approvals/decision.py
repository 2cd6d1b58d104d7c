"""What a person can say to an action, and the seal on what was decided. Pure."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Approve:
    """Run it as it was shown."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Run it with these arguments instead: JSON text of an object."""

    arguments: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not run it; the agent is told why."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Do not run it; the agent gets these words as its result."""

    text: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Of an unknown one: it has happened."""


@dataclass(frozen=True, slots=True)
class Again:
    """Of an unknown one: run it again."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Of an unknown one: go on without it."""


Decision: TypeAlias = Approve | Edit | Reject | Answer | Happened | Again | Skip


def seal(
    action_id: str,
    call_id: str,
    tool: str,
    workspace: str,
    arguments: str,
    effective: str,
    by: str,
) -> str:
    """SHA-256 as hex over exactly what was decided; an action whose row does not match never runs.

    `arguments` are those proposed and `effective` those to run, both JSON text.
    """
    parts = [action_id, call_id, tool, workspace, arguments, effective, by]
    return sha256(json.dumps(parts).encode()).hexdigest()
