"""What has been read of one branch, and its rows in the list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.timeline.derive import (
    Group,
    Known,
    Row,
    grouped,
    rows_of,
    with_newest,
    with_older,
)
from desktop.timeline.list_model import TimelineListModel
from graphs import Action, Branch, Failure, Step, Turn


@dataclass(frozen=True, slots=True)
class Read:
    """The newest steps of a branch, oldest first, and what belongs to them.

    `actions` are those of `acted`, the turns of the newest group. `failures` are all there are.
    """

    steps: tuple[Step, ...] = ()
    turns: tuple[Turn, ...] = ()
    acted: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    failures: tuple[Failure, ...] = ()


class Pile:
    """The groups of one branch, the newest unfolded unless the person folded it."""

    def __init__(self, model: TimelineListModel, today: Callable[[], date]) -> None:
        self._model = model
        self._today = today
        self._clear()

    def _clear(self) -> None:
        self._groups: tuple[Group, ...] = ()
        self._turns: dict[str, Turn] = {}
        self._actions: dict[str, dict[str, Action]] = {}
        self._failures: tuple[Failure, ...] = ()
        self._folds: dict[str, bool] = {}
        self._chips: Mapping[int, tuple[Branch, ...]] = {}

    @property
    def first(self) -> int:
        """The oldest position that was read; 0 for none."""
        return self._groups[-1].first if self._groups else 0

    @property
    def last(self) -> int:
        """The newest position; 0 for none."""
        return self._groups[0].steps[-1].position if self._groups else 0

    @property
    def more(self) -> bool:
        """Whether there are older steps."""
        return self.first > 1

    def begin(self, read: Read, chips: Mapping[int, tuple[Branch, ...]]) -> None:
        """Show a branch from its newest steps on."""
        self._clear()
        self._chips = chips
        self._learn(read)
        self._groups = grouped(read.steps)
        rows = [self._rows(group) for group in self._shown()]
        self._model.fill(rows, self._today(), more=self.more)

    def take_older(self, steps: Sequence[Step]) -> None:
        """Add steps from before the first one known."""
        place, groups = with_older(self._groups, steps)
        self._put((*self._groups[:place], *groups))
        self._model.stop(more=self.more and bool(steps))

    def take_newest(self, read: Read) -> bool:
        """Take in what was added; False when there is a gap, and the branch is to be read anew."""
        change = with_newest(self._groups, read.steps)
        if change is None:
            return False
        self._learn(read)
        count, groups = change
        self._put((*groups, *self._groups[count:]))
        return True

    def learn(self, action: Action) -> None:
        """Take in where an action stands now."""
        self._actions.setdefault(action.turn_id, {})[action.id] = action
        self._show_again(lambda group: action.turn_id in group.turn_ids)

    def learn_actions(self, turn_ids: Iterable[str], actions: Iterable[Action]) -> None:
        """Take in all actions of some turns."""
        for turn_id in turn_ids:
            self._actions.setdefault(turn_id, {})
        for action in actions:
            self._actions.setdefault(action.turn_id, {})[action.id] = action

    def place_chips(self, chips: Mapping[int, tuple[Branch, ...]]) -> None:
        """Other branches are there, or called otherwise, than before."""
        before, self._chips = self._chips, chips
        positions = {one for one in {*before, *chips} if before.get(one) != chips.get(one)}
        self._show_again(lambda group: any(one.position in positions for one in group.steps))

    def mark(self, position: int, name: str, *, pinned: bool) -> None:
        """A step is pinned, or no longer."""
        group = self.group_at(position)
        if group is None:
            return
        steps = tuple(
            replace(one, name=name, pinned=pinned) if one.position == position else one
            for one in group.steps
        )
        self._put(tuple(Group(steps) if one is group else one for one in self._groups))

    def group_at(self, position: int) -> Group | None:
        """The group that has the step of a position."""
        return next((group for group in self._groups if group.first <= position), None)

    def unknown(self, group: Group) -> tuple[str, ...]:
        """The turns of a group whose actions were not read yet."""
        return tuple(one for one in group.turn_ids if one not in self._actions)

    def unfolded(self, group: Group) -> bool:
        """Whether its rows are shown."""
        return self._folds.get(group.key, group is self._groups[0])

    def fold(self, group: Group, *, unfolded: bool) -> None:
        """Show a group's rows, or its head only."""
        self._folds[group.key] = unfolded
        self._show_again(lambda one: one is group)

    def _learn(self, read: Read) -> None:
        self._turns.update((turn.id, turn) for turn in read.turns)
        self._failures = read.failures
        self.learn_actions(read.acted, read.actions)

    def _shown(self, groups: Sequence[Group] | None = None) -> Sequence[Group]:
        """All groups but an oldest one whose beginning is still to be read."""
        found = self._groups if groups is None else groups
        held = len(found) > 1 and not found[-1].whole
        return found[:-1] if held else found

    def _put(self, groups: tuple[Group, ...]) -> None:
        """Make these the groups; the rows of those that stay the same are left as they are."""
        before, after = self._shown(), self._shown(groups)
        self._groups = groups
        # The newest is unfolded for being the newest, so it is always shown again.
        most = max(min(len(before), len(after)) - 1, 0)
        tail = 0
        while tail < most and before[-1 - tail] is after[-1 - tail]:
            tail += 1
        head = 0
        if before and after and before[0] is after[0]:
            most = min(len(before), len(after)) - tail
            while head < most and before[head] is after[head]:
                head += 1
        changed = after[head : len(after) - tail]
        rows = [self._rows(group) for group in changed]
        self._model.splice(head, len(before) - tail - head, rows)

    def _show_again(self, which: Callable[[Group], bool]) -> None:
        for place, group in enumerate(self._shown()):
            if which(group):
                self._model.splice(place, 1, [self._rows(group)])

    def _rows(self, group: Group) -> tuple[Row, ...]:
        actions = [
            action
            for turn_id in group.turn_ids
            for action in self._actions.get(turn_id, {}).values()
        ]
        turns = (self._turns.get(turn_id) for turn_id in group.turn_ids)
        known = Known(
            self.unfolded(group),
            tuple(actions),
            tuple(turn for turn in turns if turn is not None),
            self._failed(group),
            self._chips,
        )
        return rows_of(group, known)

    def _failed(self, group: Group) -> tuple[Failure, ...]:
        """What failed in a group; in the newest one also before its turn had a step."""
        newest = group is self._groups[0]
        return tuple(
            one
            for one in self._failures
            if one.turn_id in group.turn_ids or (newest and one.position >= group.first)
        )
