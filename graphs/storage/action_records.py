"""The frozen values of actions: what is asked, decided and done, and by which rules.

No SQLAlchemy here either; times are seconds since the epoch, UTC.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class ActionStatus(StrEnum):
    """Where an action stands."""

    WAITING = "waiting"  # for a decision
    ALLOWED = "allowed"  # by a rule, or because it only reads; not begun
    APPROVED = "approved"  # by the person; not begun
    EDITED = "edited"  # approved with other arguments; not begun
    REJECTED = "rejected"  # never ran
    ANSWERED = "answered"  # never ran; the person's words are its result
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"  # started, and nobody can say whether it happened

    @property
    def needs_person(self) -> bool:
        """Whether the agent cannot go on before the person has said something."""
        return self in (ActionStatus.WAITING, ActionStatus.UNKNOWN)

    @property
    def ready(self) -> bool:
        """Whether it may run and has not begun."""
        return self in (ActionStatus.ALLOWED, ActionStatus.APPROVED, ActionStatus.EDITED)

    @property
    def over(self) -> bool:
        """Whether it has its result."""
        return self in (
            ActionStatus.REJECTED,
            ActionStatus.ANSWERED,
            ActionStatus.DONE,
            ActionStatus.FAILED,
        )


@dataclass(frozen=True, slots=True)
class Field:
    """One argument of a tool, as a form shows it."""

    name: str
    kind: Literal["line", "text", "integer", "number", "boolean", "choice"]
    required: bool
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of what would change; a gap stands for equal lines left out."""

    kind: Literal["same", "added", "removed", "gap"]
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an action would do, as far as it can be told before.

    `sentence` says in one line what will change and whether it can be undone. `more` diff lines
    were left out. `warning` says what is wrong with it, or "". `files` are the contents that the
    preview was made from: path in the workspace and SHA-256 as hex ("" for no such file), so that
    a change between asking and approving is seen.
    """

    title: str
    sentence: str
    undo: bool
    diff: tuple[DiffLine, ...] = ()
    more: int = 0
    warning: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One tool call that the agent wants made, with all that the journal says of it.

    `arguments` and `edited` are JSON text: as proposed, and as the person changed them ("" if
    not). `draft` is what the person has typed and not decided: JSON text, "" for nothing.
    `position` counts from 0 among the `siblings` calls of one answer. `asks` was decided once,
    when it was proposed, and `because` says why: the rule, or what the tool is. `words` are the
    reason of a rejection or the person's answer. `patterns` are what a rule could be narrowed to,
    the narrowest first. `result` is what the model was told. `run_id` names the run of the agent
    that proposed it, "" for what the person typed.
    """

    id: str
    conversation_id: str
    conversation_title: str
    branch_id: str
    turn_id: str
    message_id: str
    call_id: str
    position: int
    siblings: int
    tool: str
    arguments: str
    workspace: str
    status: ActionStatus
    asks: bool
    because: str
    proposed_at: float
    preview: Preview
    fields: tuple[Field, ...] = ()
    patterns: tuple[str, ...] = ()
    edited: str = ""
    draft: str = ""
    words: str = ""
    decided_at: float | None = None
    decided_by: str = ""
    started_at: float | None = None
    finished_at: float | None = None
    result: str = ""
    run_id: str = ""

    @property
    def effective(self) -> str:
        """The arguments that run: JSON text."""
        return self.edited or self.arguments


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One thing that happened to an action. `detail` is JSON text."""

    action_id: str
    at: float
    event: str
    by: str
    detail: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What is decided beforehand, until it is withdrawn.

    `pattern` narrows it to a folder, a command's beginning or a host, by the tool's kind; "" is
    any. `conversation_id` narrows it to one conversation; "" is always.
    """

    id: str
    tool: str
    pattern: str
    conversation_id: str
    verdict: Literal["allow", "never"]
    created_at: float
    conversation_title: str = ""


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """A tool as forms and completion show it. `short` also names it after a slash; "" for none."""

    name: str
    summary: str
    asks: bool
    scope: Literal["folder", "command", "host", "none"]
    fields: tuple[Field, ...] = field(default=())
    short: str = ""
