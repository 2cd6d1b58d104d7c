"""What the sheet shows before a branch is made, and what it changes, in the reader's language."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop.timeline.derive import Look, Row
from desktop.timeline.words import one_line, title
from graphs import (
    Action,
    ActionStatus,
    Branch,
    BranchSettings,
    Change,
    FileBack,
    Step,
    StepKind,
    ToolInfo,
    fork_name,
)

translate = QCoreApplication.translate

_USUAL = BranchSettings()


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of the step. `step` is None before the first one.

    `role` is whose words the step ends with, "" for none, and `said` those words. `turns` are
    those that the new branch has in common with this one. `tools` are all there are.
    """

    branch: Branch
    step: Step | None = None
    role: str = ""
    said: str = ""
    turns: int = 0
    done: tuple[Action, ...] = ()
    files: tuple[FileBack, ...] = ()
    tools: tuple[ToolInfo, ...] = ()

    @property
    def position(self) -> int:
        return self.step.position if self.step else 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What the person has said so far. `text` is None while the words are as they were."""

    text: str | None = None
    settings: BranchSettings = _USUAL
    name: str = ""


@dataclass(frozen=True, slots=True)
class DoneRow:
    """An action that stays done. `asks`: the agent would have to ask again to do it."""

    key: str
    title: str
    about: str
    asks: bool


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A tool, and whether the branch may use it."""

    key: str
    words: str
    summary: str
    allowed: bool


def begun(known: Known) -> Draft:
    """The draft before anything was said."""
    return Draft(settings=known.branch.settings)


def start_line(step: Step | None) -> str:
    """The step in one line; None stands before the first."""
    if step is None:
        return translate("Continue", "Before the first message")
    looks = {
        StepKind.YOU: Look.YOU,
        StepKind.MODEL: Look.MODEL,
        StepKind.CALLS: Look.CALLS,
        StepKind.TOOL: Look.TOOL,
    }
    if step.kind is StepKind.FORK:
        return one_line(step.text) or translate("Continue", "Where this branch began")
    return title(Row("", looks[step.kind], step.position, step))


def who(known: Known) -> str:
    """Whose words the step ends with."""
    match known.role:
        case "user":
            return translate("Continue", "Your message")
        case "assistant":
            return translate("Continue", "The answer")
        case "tool":
            return translate("Continue", "The result")
        case _:
            return ""


def before_line(known: Known) -> str:
    """How much the new branch starts with."""
    if known.turns == 0:
        return translate("Continue", "The new branch starts empty.")
    if known.turns == 1:
        return translate("Continue", "The new branch starts with 1 turn, up to here.")
    return translate("Continue", "The new branch starts with {n} turns, up to here.").format(
        n=known.turns
    )


def runs_line(known: Known, draft: Draft) -> str:
    """What runs as soon as the branch is made, because the person has typed it; "" for nothing."""
    text = known.said if draft.text is None else draft.text
    if known.role != "user" or not _calls(known, text):
        return ""
    if draft.text is None:
        words = translate("Continue", "{call} runs again. You typed it, so it does not ask.")
    else:
        words = translate("Continue", "{call} runs at once. You typed it, so it does not ask.")
    return words.format(call=f"“{one_line(text)}”")


def _calls(known: Known, text: str) -> bool:
    """Whether a message calls a tool that changes something."""
    if not text.startswith("/"):
        return False
    called = (text[1:].split(maxsplit=1) or [""])[0].lower()
    return any(called in (tool.name, tool.short) for tool in known.tools if tool.asks)


def done_rows(known: Known) -> tuple[DoneRow, ...]:
    """What was done since, oldest first."""
    return tuple(
        DoneRow(
            action.id,
            one_line(action.preview.title) or action.tool.replace("_", " "),
            _ended(action),
            action.asks,
        )
        for action in known.done
    )


def asks(known: Known) -> int:
    """How many of the actions done since would ask again."""
    return sum(action.asks for action in known.done)


def tool_rows(known: Known, draft: Draft) -> tuple[ToolRow, ...]:
    """All tools, and whether each may be used."""
    allowed = draft.settings.tools
    return tuple(
        ToolRow(
            tool.name,
            tool.name.replace("_", " ").capitalize(),
            tool.summary,
            allowed is None or tool.name in allowed,
        )
        for tool in known.tools
    )


def with_tool(
    known: Known, settings: BranchSettings, name: str, allowed: bool
) -> tuple[str, ...] | None:
    """The tools that may be used when one of them may or may not; None for all."""
    names = [tool.name for tool in known.tools]
    before = names if settings.tools is None else settings.tools
    after = tuple(one for one in names if (allowed if one == name else one in before))
    return None if len(after) == len(names) else after


def change(known: Known, draft: Draft) -> Change:
    """What the fork changes."""
    text = draft.text if draft.text is not None and draft.text != known.said else None
    settings = draft.settings if draft.settings != known.branch.settings else None
    return Change(text, settings, " ".join(draft.name.split()))


def name_hint(known: Known, draft: Draft) -> str:
    """What the branch is called unless the person gives a name; "" where that is not known yet."""
    made = replace(change(known, draft), name="")
    return fork_name(made, known.branch.settings, known.said, again=known.role == "user")


def _ended(action: Action) -> str:
    match action.status:
        case ActionStatus.FAILED:
            return translate("Continue", "Failed")
        case ActionStatus.UNKNOWN:
            return translate("Continue", "Nobody knows whether it happened")
        case _:
            return ""
