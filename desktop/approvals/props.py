"""What the card shows, from all that it depends on. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.approvals.draft import Draft, Mode
from desktop.approvals.fields import FieldRow, field_rows, to_run
from graphs import Action, ActionStatus, DiffLine, Preview

_MARKS = {"added": "+", "removed": "-", "same": " ", "gap": "…"}
_NO_DRAFT = Draft()
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that have text read in another order than it stands in."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the engine has told of an action with these arguments.

    `preview` is None when they do not fit; `wrong` says why, a sentence a field, "" for none.
    """

    arguments: str
    preview: Preview | None = None
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the card depends on. The mappings are by the actions' ids.

    `current` is the one in view. `changed` are the files that have changed since the person was
    asked. `deciding` are on their way to the engine.
    """

    actions: tuple[Action, ...] = ()
    current: str = ""
    drafts: Mapping[str, Draft] = field(default_factory=dict[str, Draft])
    seen: Mapping[str, Seen] = field(default_factory=dict[str, Seen])
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    deciding: frozenset[str] = frozenset()

    @property
    def action(self) -> Action | None:
        """The action in view."""
        return next((action for action in self.actions if action.id == self.current), None)

    @property
    def open(self) -> tuple[Action, ...]:
        """Those that wait for a decision and are not on their way."""
        return tuple(
            action
            for action in self.actions
            if action.status is ActionStatus.WAITING and action.id not in self.deciding
        )

    @property
    def draft(self) -> Draft:
        """What was typed for the action in view, while it waits for a decision."""
        action = self.action
        waits = action is not None and action.status is ActionStatus.WAITING
        return self.drafts.get(self.current, _NO_DRAFT) if waits else _NO_DRAFT


@dataclass(frozen=True, slots=True)
class Segment:
    """One of the calls that were proposed together."""

    key: str
    tone: str
    current: bool
    name: str


@dataclass(frozen=True, slots=True)
class Props:
    """What QML reads. `changed` are files, None when nothing has changed since it was shown.

    `disguised`: the arguments hold characters that can make them look like something else.
    `unfit`: they are not what the tool takes. `patterns` are those of rules, and their names.
    """

    action_id: str = ""
    waits: bool = False
    unknown: bool = False
    title: str = ""
    sentence: str = ""
    can_be_undone: bool = False
    warning: str = ""
    disguised: bool = False
    unfit: bool = False
    changed: tuple[str, ...] | None = None
    fields: tuple[FieldRow, ...] = ()
    diff: tuple[str, ...] = ()
    more: int = 0
    segments: tuple[Segment, ...] = ()
    position: int = 0
    waiting: int = 0
    mode: Mode = Mode.LOOK
    reason: str = ""
    answer: str = ""
    busy: bool = False
    can_approve: bool = False
    can_approve_all: bool = False
    evidence: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    pattern_names: tuple[str, ...] = ()
    tool: str = ""

    @property
    def face(self) -> object:
        """What a decision made now would be about."""
        waiting = tuple(one.key for one in self.segments if one.tone == "waiting")
        told = self.title, self.sentence, self.warning, self.diff, self.more, self.changed
        return self.action_id, self.waits, told, waiting


def derive(inputs: Inputs) -> Props:
    """The props of the action in view."""
    bar = segments(inputs)
    action = inputs.action
    if action is None:
        return Props(segments=bar)
    draft = inputs.draft
    seen = _seen(inputs, action)
    preview = _preview(inputs, action)
    rows = tuple(field_rows(action, draft, seen.wrong if seen else {}))
    return Props(
        action_id=action.id,
        waits=action.status is ActionStatus.WAITING,
        unknown=action.status is ActionStatus.UNKNOWN,
        title=one_line(preview.title),
        sentence=preview.sentence,
        can_be_undone=preview.undo,
        warning=_warning(action, preview, seen),
        disguised=any(_UNSEEN.search(row.value) for row in rows),
        unfit=bool(seen and seen.wrong),
        changed=inputs.changed.get(action.id),
        fields=rows,
        diff=tuple(_marked(line) for line in preview.diff),
        more=preview.more,
        segments=bar,
        position=inputs.actions.index(action) + 1,
        waiting=len(inputs.open),
        mode=draft.mode,
        reason=draft.reason,
        answer=draft.answer,
        busy=action.id in inputs.deciding,
        can_approve=action in inputs.open and _fits(inputs, action),
        can_approve_all=bool(inputs.open)
        and all(_fits(inputs, one) and _untouched(inputs, one) for one in inputs.open),
        evidence=inputs.evidence.get(action.id, ()),
        patterns=action.patterns,
        pattern_names=tuple(_named(one, action.workspace) for one in action.patterns),
        tool=action.tool,
    )


def to_be_seen(inputs: Inputs) -> str:
    """The arguments of the action in view of which the engine has not told yet what they would do.

    "" when it has, or when that is what the action was proposed with.
    """
    action = inputs.action
    if action is None or action.status is not ActionStatus.WAITING:
        return ""
    return "" if _known(inputs, action) else _typed(inputs, action)


def segments(inputs: Inputs) -> tuple[Segment, ...]:
    """The bar over several calls."""
    return tuple(
        Segment(
            action.id,
            "running" if action.id in inputs.deciding else tone(action.status),
            action.id == inputs.current,
            one_line(action.preview.title),
        )
        for action in inputs.actions
    )


def tone(status: ActionStatus) -> str:
    """What a segment is drawn as: waiting, unknown, running, done or refused."""
    if status is ActionStatus.WAITING:
        return "waiting"
    if status is ActionStatus.UNKNOWN:
        return "unknown"
    if status in (ActionStatus.REJECTED, ActionStatus.FAILED):
        return "refused"
    return "done" if status.over else "running"


def changed_files(before: Preview, now: Preview) -> tuple[str, ...]:
    """The files that are not as they were when the first of the two was made."""
    was = dict(before.files)
    return tuple(path for path, digest in now.files if was.get(path, digest) != digest)


def one_line(text: str) -> str:
    """`text` as a heading shows it: without breaks, or anything else that is not seen."""
    return _UNSEEN.sub("", " ".join(text.split()))


def _typed(inputs: Inputs, action: Action) -> str:
    return to_run(action, inputs.drafts.get(action.id, _NO_DRAFT))


def _untouched(inputs: Inputs, action: Action) -> bool:
    """Whether the person has begun nothing but to let it run as it was proposed."""
    refusing = inputs.drafts.get(action.id, _NO_DRAFT).mode in (Mode.REJECT, Mode.ANSWER)
    return not refusing and _typed(inputs, action) == action.arguments


def _seen(inputs: Inputs, action: Action) -> Seen | None:
    """What is known of the arguments as they stand now."""
    seen = inputs.seen.get(action.id)
    return seen if seen is not None and seen.arguments == _typed(inputs, action) else None


def _known(inputs: Inputs, action: Action) -> bool:
    """Whether it is known what approving it would do; a warning is looked into first."""
    as_proposed = _typed(inputs, action) == action.arguments and not action.preview.warning
    return as_proposed or _seen(inputs, action) is not None


def _fits(inputs: Inputs, action: Action) -> bool:
    seen = _seen(inputs, action)
    return _known(inputs, action) and not (seen and seen.wrong)


def _preview(inputs: Inputs, action: Action) -> Preview:
    """What it would do; while the person types, what was known of it last."""
    seen = inputs.seen.get(action.id)
    typed = _typed(inputs, action)
    if seen is None or (typed == action.arguments != seen.arguments):
        return action.preview
    return seen.preview or Preview(action.preview.title, "", undo=False)


def _warning(action: Action, preview: Preview, seen: Seen | None) -> str:
    """What is wrong with it; what was wrong with it as proposed is so until it is changed."""
    if seen is not None and seen.wrong:
        return seen.wrong.get("", "")
    if seen is not None and seen.arguments != action.arguments:
        return preview.warning
    return preview.warning or action.preview.warning


def _named(pattern: str, workspace: str) -> str:
    """What a rule is narrowed to, as seen from the workspace: its folder by its own name."""
    inside = pattern.removeprefix(f"{workspace}/")
    if inside == pattern:
        return one_line(pattern)
    return one_line(inside or f"{workspace.rpartition('/')[2]}/")


def _marked(line: DiffLine) -> str:
    return f"{_MARKS[line.kind]} {line.text}"
