"""The frozen values that our tables are read into.

No SQLAlchemy here: the window names these types before storage is imported.
Times are seconds since the epoch, UTC.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias


class TurnStatus(StrEnum):
    """Where a turn stands. The first three and FAILED are unfinished once nobody runs them."""

    RECORDED = "recorded"  # the message is on disk, the agent has not begun
    RUNNING = "running"
    WAITING = "waiting"  # for a decision
    FAILED = "failed"
    FINISHED = "finished"
    STOPPED = "stopped"  # by the person, while it ran
    LEFT = "left"  # by the person, after a crash or a failure

    @property
    def at_rest(self) -> bool:
        """Whether the turn is over for good."""
        return self in (TurnStatus.FINISHED, TurnStatus.STOPPED, TurnStatus.LEFT)


class ConversationStatus(StrEnum):
    """The status of a conversation: that of the newest turn of its main branch."""

    IDLE = "idle"
    RUNNING = "running"
    WAITING = "waiting"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One row of the sidebar. `branch_id` is the main branch."""

    id: str
    title: str
    created_at: float
    updated_at: float
    status: ConversationStatus
    branch_id: str
    trashed_at: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The steps from one message of the person to the agent's rest. `id` is made by the caller.

    `sentence` and `hint` say why it failed; `unfinished` says that nobody runs it and that it
    can be resumed or left.
    """

    id: str
    branch_id: str
    status: TurnStatus
    unfinished: bool
    created_at: float
    sentence: str = ""
    hint: str = ""
    can_continue: bool = True


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call in an assistant's message. `arguments` is JSON text."""

    id: str
    name: str
    arguments: str


Role: TypeAlias = Literal["user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a branch, as the read model holds it.

    `key` is the content address in the message tree: it covers the parent's key, so forks share
    rows. An `interrupted` message is text that was on screen but never became a step; it has no
    key and is no part of what the model reads. `stopped`: the person ended the answer here.
    `cut`: the model's own limit did.
    """

    key: str
    id: str
    role: Role
    text: str
    created_at: float
    turn_id: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    tool_name: str = ""
    failed: bool = False
    stopped: bool = False
    interrupted: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A stretch of one branch, oldest first.

    `before` is handed back to read the stretch before this one; None when it starts the branch.
    `turn` is the branch's newest turn, if it has any.
    """

    branch_id: str
    messages: tuple[Message, ...]
    before: str | None
    turn: Turn | None
