"""The frozen values of evaluation: cases, suites, runs and what came of them.

No SQLAlchemy here; times are seconds since the epoch, UTC.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from graphs.storage.message_tree import NewMessage

# What should have happened


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer says this: in the same words, or, `judged`, in the judge's opinion."""

    text: str
    judged: bool = False
    kind: Literal["reference"] = "reference"


@dataclass(frozen=True, slots=True)
class Proposes:
    """An action is proposed (or, not `must`, is not) with that tool.

    `arguments` is JSON text of an object: those named have these values; "" is any.
    """

    tool: str
    arguments: str = ""
    must: bool = True
    kind: Literal["proposes"] = "proposes"


@dataclass(frozen=True, slots=True)
class Contains:
    """The answer has these words (or has not), whatever their case."""

    text: str
    must: bool = True
    kind: Literal["contains"] = "contains"


@dataclass(frozen=True, slots=True)
class Matches:
    """A pattern, a regular expression, is found in the answer (or is not)."""

    pattern: str
    must: bool = True
    kind: Literal["matches"] = "matches"


@dataclass(frozen=True, slots=True)
class JsonPath:
    """The answer is JSON in which the path finds something: `value`, JSON text; "" is anything."""

    path: str
    value: str = ""
    kind: Literal["json"] = "json"


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more actions are proposed than that."""

    actions: int
    kind: Literal["at_most"] = "at_most"


@dataclass(frozen=True, slots=True)
class Language:
    """The answer is in that language: a code of two letters, as in "en"."""

    code: str
    kind: Literal["language"] = "language"


@dataclass(frozen=True, slots=True)
class Rubric:
    """What the judge is asked about the answer."""

    text: str
    kind: Literal["rubric"] = "rubric"


Check: TypeAlias = Reference | Proposes | Contains | Matches | JsonPath | AtMost | Language | Rubric
"""One thing that should hold of what the agent does; a case passes when all its checks do."""

# A case


@dataclass(frozen=True, slots=True)
class Recording:
    """What came of a call when it was made. `arguments` is JSON text."""

    tool: str
    arguments: str
    result: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the workspace: its path there, with `/`, and its content's SHA-256 as hex."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from; all of it may be gone by now, or "" and 0 for one made elsewhere.

    `position` is the step that was shown. `given` is what the agent said then, `wanted` are the
    calls it wanted made.
    """

    conversation_title: str = ""
    branch_id: str = ""
    checkpoint_id: str = ""
    position: int = 0
    agent_version: str = ""
    model: str = ""
    run_id: str = ""
    given: str = ""
    wanted: tuple[tuple[str, str], ...] = ()


ToolsFrom: TypeAlias = Literal["records", "copy"]
"""Where tools that only read get their results: from records, or also from the workspace's copy."""


@dataclass(frozen=True, slots=True)
class Case:
    """A state saved as an example, with what should happen next.

    `messages` are the state, up to what the agent has to react to: the last is the person's or a
    tool's. `facts`, `system_prompt` and `tools` are what the agent was told and given besides
    ("" and None for the usual). `recordings` are the results of calls of its branch. `blobs` are
    contents by their SHA-256: long results that the messages refer to, and the `files` of the
    workspace's copy. By value: nothing here depends on the conversation still being there.
    """

    id: str
    name: str
    messages: tuple[NewMessage, ...]
    checks: tuple[Check, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    facts: tuple[str, ...] = ()
    system_prompt: str = ""
    tools: tuple[str, ...] | None = None
    tools_from: ToolsFrom = "records"
    recordings: tuple[Recording, ...] = ()
    files: tuple[CopiedFile, ...] = ()
    blobs: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    origin: Origin = Origin()
    made_at: float = 0.0


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as lists show it. `digest` is the SHA-256 of its text: another text, another digest.

    `asked` is the beginning of the message it reacts to; `checks` counts its checks.
    """

    id: str
    suite_id: str
    name: str
    digest: str
    asked: str
    tags: tuple[str, ...]
    checks: int
    made_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class Suite:
    """A set of cases. One suite is the `main` one. `run` is the id of its newest run, or ""."""

    id: str
    name: str
    main: bool
    cases: int
    created_at: float
    updated_at: float
    run: str = ""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A suite, a case of the suite `of`, or a run of it, in the trash."""

    kind: Literal["suite", "case", "run"]
    id: str
    name: str
    of: str
    trashed_at: float


# A run


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a suite is replayed against, where it differs from what is used now.

    `model` is the starter model or one that the endpoint serves; `base_url` is another endpoint,
    whose key is in the environment variable `key_variable`: keys themselves are never kept.
    `system_prompt` None is each case's own. `price_in` and `price_out` are for a million tokens.
    """

    name: str
    model: str = ""
    base_url: str = ""
    key_variable: str = ""
    system_prompt: str | None = None
    agent_version: str = ""
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    price_in: float | None = None
    price_out: float | None = None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run is to do: each case `repeat` times against each candidate, by number from 0.

    `parallel` attempts at once at most; `seconds` is how long one may take. Without a `judge`,
    the model that is used now judges.
    """

    suite_id: str
    candidates: tuple[Candidate, ...]
    repeat: int = 1
    parallel: int = 1
    seconds: float = 300.0
    judge: Candidate | None = None
    name: str = ""


class RunStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"  # something ended it that another try may mend
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Run:
    """One replay of a suite. `done` of `total` attempts have a result on disk.

    `sentence` says why it failed. `unfinished`: nobody works on it, and it can be resumed.
    """

    id: str
    suite_name: str
    plan: RunPlan
    status: RunStatus
    total: int
    done: int
    started_at: float
    updated_at: float
    sentence: str = ""
    unfinished: bool = False


class Verdict(StrEnum):
    """What came of a check or an attempt."""

    PASSED = "passed"
    FAILED = "failed"
    UNGRADED = "ungraded"  # by anybody yet, or the judge gave no answer that can be used
    BROKEN = "broken"  # the attempt came to no end: a tool is gone, time is up, the model failed


@dataclass(frozen=True, slots=True)
class Graded:
    """A check and what came of it; `reason` says why in a sentence. `score` is the judge's, 0-1."""

    check: Check
    verdict: Verdict
    reason: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call that the agent wanted made. `answered`: a result was recorded, or read in the copy."""

    tool: str
    arguments: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one attempt: candidate, case and number name it within its run.

    `messages` are what the agent added to the state. `verdict` is that of the checks alone;
    `grade` is the person's, 1 to 5, and has the last word: see `final`. `sentence` says why an
    attempt is broken. `seconds` is all of it, `model_seconds` the part spent waiting for the
    model.
    """

    run_id: str
    candidate: int
    case_id: str
    number: int
    digest: str
    verdict: Verdict
    graded: tuple[Graded, ...]
    messages: tuple[NewMessage, ...]
    proposals: tuple[Proposal, ...]
    seconds: float
    model_seconds: float
    at: float
    tokens_in: int | None = None
    tokens_out: int | None = None
    sentence: str = ""
    grade: int | None = None

    @property
    def answer(self) -> str:
        """The agent's last words; "" if it said none."""
        said = (one.text for one in reversed(self.messages) if one.role == "assistant")
        return next(said, "")

    @property
    def final(self) -> Verdict:
        """The person's grade where there is one, else what the checks say."""
        return final(self.verdict, self.grade)


PASSING_GRADE = 4
"""The least of the person's grades, 1 to 5, with which an attempt passes."""


def final(verdict: Verdict, grade: int | None) -> Verdict:
    """What stands when the checks say `verdict` and the person gave `grade`."""
    if grade is None:
        return verdict
    return Verdict.PASSED if grade >= PASSING_GRADE else Verdict.FAILED


@dataclass(frozen=True, slots=True)
class Figures:
    """What a candidate's attempts in a run have come to so far: counts by final verdict, sums."""

    passed: int = 0
    failed: int = 0
    ungraded: int = 0
    broken: int = 0
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def done(self) -> int:
        """How many attempts have a result."""
        return self.passed + self.failed + self.ungraded + self.broken


@dataclass(frozen=True, slots=True)
class Pair:
    """Which of two candidates' attempts the judge found better, asked both ways round.

    `winner` is a candidate's index; None for a tie, or for a judge that changes its mind.
    """

    run_id: str
    case_id: str
    number: int
    first: int
    second: int
    winner: int | None
    reason: str
