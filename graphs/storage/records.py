"""The frozen values that our tables are read into.

No SQLAlchemy here: the window names these types before storage is imported.
Times are seconds since the epoch, UTC.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias


class TurnStatus(StrEnum):
    """Where a turn stands. RECORDED, RUNNING and FAILED are unfinished once nobody runs them."""

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
    """Where a branch stands by its newest turn; a conversation, by its most urgent branch."""

    IDLE = "idle"
    RUNNING = "running"
    WAITING = "waiting"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One row of the sidebar. `branch_id` is the main branch.

    `viewed_branch_id` is the one that was looked at last; it is the main one unless another was.
    `workspace` is the folder that the person picked for its tools; "" stands for the default.
    `branches` counts those out of the trash. `traced`: what the agent does in it is told to
    LangSmith, where there is a key for one.
    """

    id: str
    title: str
    created_at: float
    updated_at: float
    status: ConversationStatus
    branch_id: str
    trashed_at: float | None = None
    workspace: str = ""
    viewed_branch_id: str = ""
    branches: int = 1
    traced: bool = False


@dataclass(frozen=True, slots=True)
class BranchSettings:
    """What a branch is run with where it differs from the usual.

    `model` is one that the connection serves. `tools` are those that may be used.
    """

    model: str = ""
    system_prompt: str = ""
    tools: tuple[str, ...] | None = None


USUAL = BranchSettings()


@dataclass(frozen=True, slots=True)
class Change:
    """What a fork changes.

    `text` are new words: of the person's message, of the answer, or of the newest result, by the
    kind of the step it starts from. Without a `name` the fork is named for what it changes.
    """

    text: str | None = None
    settings: BranchSettings | None = None
    name: str = ""


UNCHANGED = Change()


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of history. `steps` counts its own.

    `origin_position` is the step it was forked from, 0 before the first; `origin_branch_id` is
    "" for a branch that is no fork.
    """

    id: str
    conversation_id: str
    name: str
    main: bool
    origin_branch_id: str
    origin_checkpoint_id: str
    origin_position: int
    created_at: float
    updated_at: float
    status: ConversationStatus
    agent_version: str
    settings: BranchSettings
    pinned: bool
    trashed_at: float | None
    steps: int


@dataclass(frozen=True, slots=True)
class ForkPoint:
    """Where branches of a conversation part, seen from one of them.

    `after` is the id of the last message that they share, "" before the first. For each way on,
    the oldest first, there is the branch to show and the name of the branch that went it first.
    `place` is the way that the branch itself goes, from 0. Where all ways begin with the same
    words of the person, `question` is the branch's own message with them: they differ behind it.
    """

    after: str
    branch_ids: tuple[str, ...]
    names: tuple[str, ...]
    place: int
    question: str = ""


class StepKind(StrEnum):
    """What a step brought."""

    YOU = "you"  # a message of the person
    MODEL = "model"  # an answer
    CALLS = "calls"  # an answer that wants tools used
    TOOL = "tool"  # results
    FORK = "fork"  # the first step of a fork: what it starts with


@dataclass(frozen=True, slots=True)
class Step:
    """One step in a branch's history, which may be that of a branch it was forked from.

    `branch_id` is the branch that made it. `position` counts from 1 along the whole history.
    `text` is the beginning of the newest message, `tools` the names of the calls it wants or of
    the tool it is from, and `count` the messages that came with the step. `key` is the newest
    message's place in the tree, "" for none. `seconds` is the time since the step before it in
    the same turn. `parent_id` is the checkpoint before it, "" for none. `run_id` names the run of
    the agent that made it, "" for none.
    """

    branch_id: str
    position: int
    checkpoint_id: str
    parent_id: str
    turn_id: str
    kind: StepKind
    text: str
    tools: tuple[str, ...]
    count: int
    created_at: float
    key: str
    seconds: float | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    model: str = ""
    name: str = ""
    pinned: bool = False
    run_id: str = ""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A channel of the state besides the messages, as JSON text; "" where it was not there."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepDetail:
    """All there is to a step: the messages it added, and what ran it. `run_id` may be "".

    `changes` is how its state differs from that of the step before it; None where that one cannot
    be read.
    """

    step: Step
    messages: "tuple[Message, ...]"
    agent_version: str
    run_id: str
    changes: tuple[StateChange, ...] | None = ()


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
class Failure:
    """A try of a turn that failed: when, after which step, why, and what can be done."""

    id: int
    branch_id: str
    turn_id: str
    position: int
    at: float
    sentence: str
    hint: str


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


@dataclass(frozen=True, slots=True)
class TracingState:
    """Where traces of runs go: LangSmith's `host` and the `project` there, "" without a key.

    `every`: all conversations are traced, and not only those that were chosen. `trouble` says in
    a sentence why nothing arrives.
    """

    host: str = ""
    project: str = ""
    every: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the person wants remembered."""

    id: str
    text: str
    created_at: float
