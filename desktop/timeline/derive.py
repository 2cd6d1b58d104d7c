"""From steps, turns and actions to the rows of the timeline, newest first. Pure.

A group is a message of the person and all that came of it. Folded it is one row, the person's;
unfolded, what came of it stands above that row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from graphs import Action, ActionStatus, Branch, Failure, Step, StepKind, Turn, TurnStatus


class Look(IntEnum):
    """What a row is."""

    YOU = 0
    MODEL = 1
    CALLS = 2
    TOOL = 3
    FORK = 4
    WAITING = 5
    UNKNOWN = 6
    RUNNING = 7
    DECIDED = 8
    FAILED = 9
    BROUGHT = 10


_OF_KIND = {
    StepKind.YOU: Look.YOU,
    StepKind.MODEL: Look.MODEL,
    StepKind.CALLS: Look.CALLS,
    StepKind.TOOL: Look.TOOL,
    StepKind.FORK: Look.FORK,
}
_OF_STATUS = {
    ActionStatus.WAITING: Look.WAITING,
    ActionStatus.UNKNOWN: Look.UNKNOWN,
    ActionStatus.STARTED: Look.RUNNING,
}
_OF_THE_PERSON = "person"
_BRINGS_BACK = "bring_back"
_BROUGHT = (ActionStatus.DONE, ActionStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that belong together, oldest first, never empty."""

    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """What no other group of the branch is called."""
        return step_key(self.steps[0])

    @property
    def first(self) -> int:
        """The position of its oldest step."""
        return self.steps[0].position

    @property
    def whole(self) -> bool:
        """Whether it surely has its beginning."""
        return self.first == 1 or self.steps[0].kind is StepKind.YOU

    @property
    def turn_ids(self) -> tuple[str, ...]:
        """The turns that its steps are of: more than one where a fork took one up."""
        return tuple(dict.fromkeys(step.turn_id for step in self.steps if step.turn_id))


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `position` is the step it stands at.

    `actions` are those that the row tells of. `head`: it stands for its group, of which `folded`
    steps are not shown. `trouble`: one of those failed. `chips` are the branches that part there.
    """

    key: str
    look: Look
    position: int
    step: Step
    actions: tuple[Action, ...] = ()
    failure: Failure | None = None
    head: bool = False
    unfolded: bool = False
    folded: int = 0
    trouble: bool = False
    chips: tuple[Branch, ...] = ()

    @property
    def can_take_back(self) -> bool:
        """Whether it tells of files that were brought back, which can be undone."""
        return self.look is Look.BROUGHT and self.actions[0].status in _BROUGHT


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a group besides its steps. `chips`: branches by where they part."""

    unfolded: bool = False
    actions: tuple[Action, ...] = ()
    turns: tuple[Turn, ...] = ()
    failures: tuple[Failure, ...] = ()
    chips: Mapping[int, tuple[Branch, ...]] = field(default_factory=dict[int, tuple[Branch, ...]])


def step_key(step: Step) -> str:
    """The key of a step's row."""
    return f"step:{step.position}"


def grouped(steps: Iterable[Step]) -> tuple[Group, ...]:
    """The groups of consecutive steps, newest first. Each begins with a message of the person."""
    found: list[list[Step]] = []
    for step in steps:
        if step.kind is StepKind.YOU or not found:
            found.append([])
        found[-1].append(step)
    return tuple(Group(tuple(one)) for one in reversed(found))


def with_older(groups: Sequence[Group], older: Sequence[Step]) -> tuple[int, tuple[Group, ...]]:
    """What becomes of groups, newest first, when the steps before them are read.

    The place from which they are replaced, and the groups that stand there then.
    """
    if not groups or groups[-1].whole:
        return len(groups), grouped(older)
    return len(groups) - 1, grouped((*older, *groups[-1].steps))


def with_newest(
    groups: Sequence[Group], newest: Sequence[Step]
) -> tuple[int, tuple[Group, ...]] | None:
    """What becomes of groups, newest first, when the newest steps are read again.

    How many of the first are replaced, and the groups that stand there then; None when there is a
    gap between what was known and what was read.
    """
    if not newest:
        return 0, ()
    first = newest[0].position
    if groups and groups[0].steps[-1].position < first - 1:
        return None
    place = 0
    while place < len(groups) and groups[place].first >= first:
        place += 1
    if place == len(groups):
        return place, grouped(newest)
    kept = (step for step in groups[place].steps if step.position < first)
    return place + 1, grouped((*kept, *newest))


def rows_of(group: Group, known: Known) -> tuple[Row, ...]:
    """The rows of a group, newest first; its head is the last."""
    told = _Told(group, known)
    if not known.unfolded:
        return (told.head(),)
    return (*reversed(told.rows), told.head())


class _Told:
    """The rows above the head, oldest first, as the group is gone through once."""

    def __init__(self, group: Group, known: Known) -> None:
        self._group = group
        self._known = known
        self.rows: list[Row] = []
        if known.unfolded:
            self._tell()

    def head(self) -> Row:
        """The row that stands for the group."""
        first, *others = self._group.steps
        unfolded = self._known.unfolded and bool(others or self.rows)
        failed = bool(self._known.failures)
        shown = self._group.steps[:1] if unfolded else self._group.steps
        chips = [chip for one in shown for chip in self._known.chips.get(one.position, ())]
        return Row(
            step_key(first),
            _OF_KIND[first.kind],
            first.position,
            first,
            head=bool(others) or failed,
            unfolded=unfolded,
            folded=0 if unfolded else len(others),
            trouble=not unfolded and failed and any(_failed(one) for one in self._known.turns),
            chips=tuple(chips),
        )

    def _tell(self) -> None:
        waiting = list(_by_answer(self._known.actions))
        untold: list[Action] = []
        failures = list(self._known.failures)
        newest = self._group.steps[0]
        for place, step in enumerate(self._group.steps):
            newest = step
            about: tuple[Action, ...] = ()
            if step.kind is StepKind.TOOL:
                about = _results(step, untold)
                untold = [action for action in untold if action not in about]
            elif step.kind is StepKind.CALLS and (found := _called(step, waiting)):
                about = found
                waiting = waiting[waiting.index(found) + 1 :]
                untold = list(found)
            if place:
                self._add(step, about)
            if step.kind is StepKind.CALLS:
                self._decisions(step, about)
            while failures and failures[0].position <= step.position:
                self._fail(step, failures.pop(0))
        for left in waiting:
            self._decisions(newest, left)
        for failure in failures:
            self._fail(newest, failure)

    def _add(self, step: Step, actions: tuple[Action, ...]) -> None:
        failed = step.kind is StepKind.TOOL and any(
            action.status is ActionStatus.FAILED for action in actions
        )
        self.rows.append(
            Row(
                step_key(step),
                _OF_KIND[step.kind],
                step.position,
                step,
                actions,
                trouble=failed,
                chips=self._known.chips.get(step.position, ()),
            )
        )

    def _fail(self, step: Step, failure: Failure) -> None:
        key = f"failed:{failure.id}"
        self.rows.append(Row(key, Look.FAILED, step.position, step, failure=failure))

    def _decisions(self, step: Step, actions: Iterable[Action]) -> None:
        for action in actions:
            look = _OF_STATUS.get(action.status)
            if look is None and action.tool == _BRINGS_BACK:
                look = Look.BROUGHT
            elif look is None and action.decided_by == _OF_THE_PERSON:
                look = Look.DECIDED
            if look is not None:
                failed = look is Look.BROUGHT and action.status is ActionStatus.FAILED
                key = f"action:{action.id}"
                self.rows.append(Row(key, look, step.position, step, (action,), trouble=failed))


def _failed(turn: Turn) -> bool:
    """Whether no later try of it has succeeded."""
    return turn.status in (TurnStatus.FAILED, TurnStatus.LEFT)


def _by_answer(actions: Sequence[Action]) -> Iterable[tuple[Action, ...]]:
    """The actions of each answer, in the order they were proposed."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(action.message_id, []).append(action)
    return (tuple(one) for one in found.values())


def _called(step: Step, answers: Sequence[tuple[Action, ...]]) -> tuple[Action, ...]:
    """The actions that an answer's step wanted: the first that its calls can have been."""
    names = set(step.tools)
    return next(
        (one for one in answers if len(one) <= len(step.tools) and {a.tool for a in one} <= names),
        (),
    )


def _results(step: Step, untold: Sequence[Action]) -> tuple[Action, ...]:
    """The actions that a step brought the results of."""
    over = [action for action in untold if action.status.over]
    if step.count < len(over):
        over.sort(key=lambda action: action.tool not in step.tools)
    return tuple(over[: max(step.count, 1)])
