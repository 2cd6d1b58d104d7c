from collections.abc import Sequence
from random import Random

import pytest
from sqlalchemy import Connection, func, select, update

from graphs.errors import NotFound
from graphs.storage import actions, branches, lineage, nodes, steps, tables
from graphs.storage.action_records import Action
from graphs.storage.branches import Head
from graphs.storage.database import Database
from graphs.storage.nodes import Node
from graphs.storage.records import Step, StepKind
from graphs.storage.steps import NewStep
from tests.graphs.storage.story import Story


@pytest.fixture
def story(database: Database) -> Story:
    """A turn with two calls in one answer, and one without: seven messages in six steps."""
    story = Story(database)
    story.ask("main")
    story.answer("main", "call1", "call2")
    story.results("main", "call1", "call2")
    story.answer("main")
    story.ask("main")
    story.answer("main")
    return story


# Positions


def test_each_step_says_what_it_brought(story: Story) -> None:
    you, calls, tool, model = StepKind.YOU, StepKind.CALLS, StepKind.TOOL, StepKind.MODEL

    assert [(step.position, step.kind, step.count) for step in story.steps("main")] == [
        (1, you, 1),
        (2, calls, 1),
        (3, tool, 2),
        (4, model, 1),
        (5, you, 1),
        (6, model, 1),
    ]


def test_steps_are_read_in_stretches(story: Story) -> None:
    whole = story.steps("main")

    with story.database.reading() as c:
        newest = steps.all(c, "main", limit=4)
        earlier = steps.all(c, "main", before=newest[0].position, limit=4)
    assert [*earlier, *newest] == whole


def test_positions_go_on_through_forks_of_forks(story: Story) -> None:
    fork = story.fork("main", 4)
    story.ask(fork)
    later = story.fork(fork, 5)
    story.ask(later)

    lines = {branch: story.steps(branch) for branch in ("main", fork, later)}
    assert [step.position for step in lines[fork]] == [1, 2, 3, 4, 5, 6]
    assert [step.branch_id for step in lines[fork]] == ["main"] * 4 + [fork] * 2
    assert [step.kind for step in lines[fork]][4:] == [StepKind.FORK, StepKind.YOU]
    assert [step.branch_id for step in lines[later]] == ["main"] * 4 + [fork] + [later] * 2
    assert lines[later][:5] == lines[fork][:5]


def test_a_fork_before_the_first_step_has_only_its_own(story: Story) -> None:
    fork = story.fork("main", 0)
    assert story.steps(fork) == []
    story.ask(fork)

    (step,) = story.steps(fork)
    assert (step.position, step.branch_id, step.parent_id) == (1, fork, "")


def test_each_step_names_the_one_before_it_also_of_the_branch_it_came_from(story: Story) -> None:
    fork = story.fork("main", 4)
    found = story.steps(fork)

    assert [step.parent_id for step in found] == ["", *(step.checkpoint_id for step in found[:-1])]


def test_a_checkpoint_that_brought_nothing_takes_the_place_of_the_one_before(story: Story) -> None:
    with story.database.transaction() as c:
        steps.save(c, "main", NewStep("later"), 99.0)

    last = story.steps("main")[-1]
    assert (last.position, last.checkpoint_id) == (6, "later")


@pytest.mark.parametrize("position", [-1, 0, 7])
def test_there_is_no_step_there(story: Story, position: int) -> None:
    with story.database.reading() as c, pytest.raises(NotFound):
        steps.get(c, "main", position)


def test_a_branch_knows_no_step_that_came_after_it_left(story: Story) -> None:
    fork = story.fork("main", 2)
    theirs = story.steps("main")[-1]

    with story.database.reading() as c, pytest.raises(NotFound):
        steps.find(c, fork, theirs.checkpoint_id)


# By a checkpoint's id


IDS = ("1f0aaaaa-01", "1f0aaaaa-02", "1f0bbbbb-03", "1f0%bbbb-04", "1f0_bbbb-05", "12345678-06")


@pytest.fixture
def named(story: Story) -> Story:
    """Its checkpoints have ids that can be mistaken for each other."""
    with story.database.transaction() as c:
        for position, id_ in enumerate(IDS, 1):
            here = update(tables.steps).where(tables.steps.c.position == position)
            c.execute(here.values(checkpoint_id=id_))
    return story


@pytest.mark.parametrize(
    ("which", "position"),
    [("4", 4), ("1f0bbb", 3), (IDS[1], 2), ("1f0%bb", 4), ("1f0_bb", 5), ("123456", 6)],
)
def test_a_step_is_found_by_its_position_or_the_beginning_of_its_id(
    named: Story, which: str, position: int
) -> None:
    with named.database.reading() as c:
        assert steps.find(c, "main", which).position == position


@pytest.mark.parametrize("which", ["", "1f0bb", "x", "12345", "-1", "1f0ccc", "²", "1f0*bb"])
def test_nothing_is_found_by_too_little_or_other_words(named: Story, which: str) -> None:
    with named.database.reading() as c, pytest.raises(NotFound):
        steps.find(c, "main", which)


def test_a_beginning_that_several_share_asks_for_more(named: Story) -> None:
    with named.database.reading() as c:
        with pytest.raises(NotFound, match="Several"):
            steps.find(c, "main", "1f0aaaaa")
        assert steps.find(c, "main", "1f0aaaaa-01").position == 1


# Names and pins


def test_a_step_is_pinned_named_anew_and_let_go(story: Story) -> None:
    with story.database.transaction() as c:
        steps.mark(c, "main", 4, "  Good \n answer \0 " + "x" * 100)
        steps.mark(c, "main", 2, "")
    pinned = {step.position: step.name for step in story.steps("main") if step.pinned}
    assert pinned == {4: ("Good answer " + "x" * 100)[:80], 2: ""}

    with story.database.transaction() as c:
        steps.mark(c, "main", 4, "Better")
        steps.unmark(c, "main", 2)
        steps.unmark(c, "main", 3)
        assert [(step.position, step.name) for step in _marks(c)] == [(4, "Better")]


def test_a_pin_is_seen_from_each_branch_that_shares_the_step(story: Story) -> None:
    fork = story.fork("main", 4)
    with story.database.transaction() as c:
        steps.mark(c, fork, 2, "Where we parted")

        assert steps.get(c, "main", 2).name == "Where we parted"
        assert [(step.branch_id, step.position) for step in _marks(c)] == [("main", 2)]
        steps.unmark(c, "main", 2)
        assert not steps.get(c, fork, 2).pinned


def test_no_step_no_pin(story: Story) -> None:
    with story.database.transaction() as c:
        for position in (0, 7):
            with pytest.raises(NotFound):
                steps.mark(c, "main", position, "Nowhere")
            with pytest.raises(NotFound):
                steps.unmark(c, "main", position)


def test_pins_stand_in_the_order_of_their_steps_though_the_clock_went_back(story: Story) -> None:
    one = story.fork("main", 4)
    story.clock -= 86_400
    two = story.fork("main", 4)
    with story.database.transaction() as c:
        for branch, position in ((two, 5), (one, 5), ("main", 5), ("main", 1)):
            steps.mark(c, branch, position, branch)

        found = [(step.branch_id, step.position) for step in _marks(c)]
    assert found == [("main", 1), ("main", 5), (one, 5), (two, 5)]


def test_a_clock_that_goes_back_takes_no_time_and_moves_no_step(story: Story) -> None:
    story.clock -= 86_400
    story.ask("main")
    story.answer("main")
    found = story.steps("main")

    assert [step.position for step in found] == list(range(1, 9))
    assert found[6].created_at < found[5].created_at
    assert all(step.seconds is None or step.seconds >= 0 for step in found)


def test_pins_of_a_branch_in_the_trash_are_not_listed(story: Story) -> None:
    fork = story.fork("main", 4)
    with story.database.transaction() as c:
        steps.mark(c, fork, 5, "Gone")
        branches.trash(c, fork, 9.0)
        assert _marks(c) == []


def _marks(c: Connection) -> list[steps.Step]:
    return steps.marked(c, "main-conversation")


# Damage


def test_a_step_whose_message_is_gone_is_empty_and_the_others_stay(story: Story) -> None:
    whole = story.steps("main")
    with story.database.transaction() as c:
        c.execute(update(tables.steps).where(tables.steps.c.position == 3).values(key="gone"))

    found = story.steps("main")
    assert (found[2].text, found[2].turn_id, found[2].count) == ("", "", 0)
    assert [found[place].text for place in (0, 1, 3, 4, 5)] == [
        whole[place].text for place in (0, 1, 3, 4, 5)
    ]


def test_a_message_is_found_by_the_next_step_where_its_own_is_lost(story: Story) -> None:
    second = story.path("main")[1].said.id
    with story.database.transaction() as c:
        c.execute(tables.steps.delete().where(tables.steps.c.position == 2))
        assert steps.of_message(c, "main", second).position == 3
        c.execute(tables.steps.delete())
        with pytest.raises(NotFound):
            steps.of_message(c, "main", second)
        assert steps.missing(c, "main")


def test_a_branch_without_messages_misses_no_steps(story: Story) -> None:
    fork = story.fork("main", 0)
    with story.database.reading() as c:
        assert not steps.missing(c, fork)
        assert not steps.missing(c, "main")


def test_a_head_that_is_gone_has_no_messages(story: Story) -> None:
    with story.database.transaction() as c:
        branches.set_head(c, "main", Head("c", "gone"))
        with pytest.raises(NotFound):
            steps.of_message(c, "main", "t1-main")
        assert lineage.done_since(c, "main", 0) == []


# What is read in short ways is what reading everything gives


@pytest.mark.parametrize("seed", range(12))
def test_of_message_and_done_since_are_what_the_whole_path_tells(
    database: Database, seed: int
) -> None:
    random = Random(seed)
    story = Story(database)
    story.wander(random, 45)
    everything = {node.said.id for branch in story.names for node in story.path(branch)}

    with database.reading() as c:
        for branch in story.names:
            whole = _Whole(c, branch)
            for message_id in [*everything, "unknown"]:
                assert _step_of(c, branch, message_id) == whole.step_of(message_id)
            for step in [None, *whole.steps]:
                done = lineage.done_since(c, branch, step.position if step else 0)
                assert _ids(done) == whole.done_since(step)
            asked = [node.turn_id for node in whole.path]
            some = random.sample(asked, len(asked) // 2)
            assert _ids(lineage.actions_of(c, branch, some)) == whole.actions_of(some)


def test_the_random_stories_have_what_they_are_for(database: Database) -> None:
    story = Story(database)
    story.wander(Random(3), 400)

    with database.reading() as c:
        moved = select(func.count()).select_from(tables.branches)
        assert (c.scalar(moved.where(tables.branches.c.origin_position > 1)) or 0) > 5
        assert any(lineage.done_since(c, branch, 3) for branch in story.names)
        mid = [step for branch in story.names for step in story.steps(branch) if step.count > 1]
    assert mid


def _step_of(c: Connection, branch: str, message_id: str) -> int | None:
    try:
        return steps.of_message(c, branch, message_id).position
    except NotFound:
        return None


class _Whole:
    """A branch that is read whole once, and what it tells in the plainest way."""

    def __init__(self, c: Connection, branch: str) -> None:
        self._c = c
        self._branch = branch
        self.path = nodes.upwards(c, branches.head(c, branch).key)
        self.steps = steps.all(c, branch, limit=1_000)
        self._positions = {step.key: step.position for step in reversed(self.steps)}
        self._line = [id_ for id_, _ in branches.lineage(c, branch)]

    def step_of(self, message_id: str) -> int | None:
        places = (place for place, node in enumerate(self.path) if node.said.id == message_id)
        later = self.path[next(places, len(self.path)) :]
        known = self._positions
        return next((known[node.key] for node in later if node.key in known), None)

    def done_since(self, step: Step | None) -> list[str]:
        at = nodes.upwards(self._c, step.key) if step else []
        since = [call for call in _calls([*at, *self.path]) if call not in _answered(at)]
        found = [self._nearest(call, call in _answered(self.path)) for call in since]
        return [action.id for action in found if action and action.started_at is not None]

    def actions_of(self, turn_ids: Sequence[str]) -> list[str]:
        own = _ids(actions.of_turns(self._c, self._branch, turn_ids))
        told = [node for node in self.path if node.turn_id in turn_ids]
        found = [self._nearest(call, call in _answered(told)) for call in _calls(told)]
        return [*(one.id for one in found if one and one.branch_id != self._branch), *own]

    def _nearest(self, call: str, answered: bool) -> Action | None:
        own, *earlier = self._line
        line = [own, *(earlier if answered else ())]
        found = (actions.of_call(self._c, id_, call) for id_ in line)
        return next((action for action in found if action is not None), None)


def _calls(path: Sequence[Node]) -> list[str]:
    return list(dict.fromkeys(call.id for node in path for call in node.said.tool_calls))


def _answered(path: Sequence[Node]) -> set[str]:
    return {node.said.tool_call_id for node in path}


def _ids(found: Sequence[Action]) -> list[str]:
    return [action.id for action in found]
