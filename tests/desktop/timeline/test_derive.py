from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline.derive import (
    Group,
    Known,
    Look,
    Row,
    grouped,
    rows_of,
    with_newest,
    with_older,
)
from graphs import ActionStatus, Step, StepKind, TurnStatus
from tests.an_action import an_action
from tests.desktop.timeline.made import (
    CALLS,
    FORK,
    MODEL,
    TOOL,
    YOU,
    failure,
    fork,
    step,
    turn,
    walk,
)


def positions(groups: tuple[Group, ...]) -> list[list[int]]:
    return [[one.position for one in group.steps] for group in groups]


def looks(rows: tuple[Row, ...]) -> list[str]:
    return [row.look.name for row in rows]


def one(*kinds: StepKind) -> Group:
    (group,) = grouped(walk(*kinds))
    return group


def test_each_message_of_the_person_begins_a_group() -> None:
    steps = walk(YOU, CALLS, TOOL, MODEL, YOU, MODEL)

    assert positions(grouped(steps)) == [[5, 6], [1, 2, 3, 4]]


def test_what_a_fork_took_up_stays_in_its_group() -> None:
    steps = [*walk(YOU, CALLS), step(3, FORK, turn_id="t9"), step(4, TOOL, turn_id="t9")]
    (group,) = grouped(steps)

    assert group.turn_ids == ("t1", "t9")


def test_folded_it_is_the_message_of_the_person() -> None:
    (row,) = rows_of(one(YOU, CALLS, TOOL, MODEL), Known())

    assert (row.look, row.position, row.folded, row.head) == (Look.YOU, 1, 3, True)


def test_unfolded_the_newest_stands_on_top() -> None:
    rows = rows_of(one(YOU, CALLS, TOOL, MODEL), Known(unfolded=True))

    assert looks(rows) == ["MODEL", "TOOL", "CALLS", "YOU"]
    assert [row.position for row in rows] == [4, 3, 2, 1]
    assert rows[-1].unfolded


def test_a_message_alone_cannot_be_unfolded() -> None:
    (row,) = rows_of(one(YOU), Known(unfolded=True))

    assert not row.head
    assert not row.unfolded


def test_what_waits_stands_above_the_answer_that_wants_it() -> None:
    waits = an_action(status=ActionStatus.WAITING)
    rows = rows_of(one(YOU, CALLS), Known(unfolded=True, actions=(waits,)))

    assert looks(rows) == ["WAITING", "CALLS", "YOU"]
    assert rows[0].position == 2
    assert rows[0].actions == (waits,)


def test_a_decision_stands_between_the_wish_and_the_result() -> None:
    done = an_action(status=ActionStatus.DONE, decided_by="person")
    rows = rows_of(one(YOU, CALLS, TOOL, MODEL), Known(unfolded=True, actions=(done,)))

    assert looks(rows) == ["MODEL", "TOOL", "DECIDED", "CALLS", "YOU"]
    assert rows[1].actions == (done,)


def test_what_ran_without_asking_has_no_row_of_its_own() -> None:
    read = an_action(status=ActionStatus.DONE, decided_by="rule")
    rows = rows_of(one(YOU, CALLS, TOOL), Known(unfolded=True, actions=(read,)))

    assert looks(rows) == ["TOOL", "CALLS", "YOU"]


def test_each_answer_gets_its_own_actions_whatever_the_clock_says() -> None:
    first = an_action(id="1", message_id="m1", status=ActionStatus.DONE, proposed_at=9_000.0)
    second = an_action(id="2", message_id="m2", status=ActionStatus.WAITING, proposed_at=5.0)
    group = one(YOU, CALLS, TOOL, CALLS)
    rows = rows_of(group, Known(unfolded=True, actions=(first, second)))

    told = {row.position: [a.id for a in row.actions] for row in rows if row.look is Look.CALLS}
    assert told == {2: ["1"], 4: ["2"]}
    assert looks(rows)[0] == "WAITING"


def test_results_that_come_apart_tell_of_their_own_tools() -> None:
    read = an_action(id="r", tool="read_file", status=ActionStatus.DONE)
    write = an_action(id="w", status=ActionStatus.FAILED)
    steps = walk(YOU, CALLS, TOOL, TOOL)
    steps[1] = replace(steps[1], tools=("write_file", "read_file"))
    steps[2] = replace(steps[2], tools=("read_file",))
    (group,) = grouped(steps)
    rows = rows_of(group, Known(unfolded=True, actions=(write, read)))

    told = {row.position: [a.id for a in row.actions] for row in rows if row.look is Look.TOOL}
    assert told == {3: ["r"], 4: ["w"]}
    assert [row.position for row in rows if row.trouble] == [4]


def test_an_action_of_no_known_answer_is_not_lost() -> None:
    waits = an_action(tool="another")
    rows = rows_of(one(YOU, CALLS, TOOL), Known(unfolded=True, actions=(waits,)))

    assert looks(rows) == ["WAITING", "TOOL", "CALLS", "YOU"]


@pytest.mark.parametrize(
    ("status", "look", "can"),
    [
        (ActionStatus.STARTED, "RUNNING", False),
        (ActionStatus.DONE, "BROUGHT", True),
        (ActionStatus.FAILED, "BROUGHT", True),
        (ActionStatus.UNKNOWN, "UNKNOWN", False),
    ],
)
def test_files_that_came_back_stand_on_top_and_can_be_taken_back(
    status: ActionStatus, look: str, can: bool
) -> None:
    back = an_action(tool="bring_back", status=status, decided_by="person")
    rows = rows_of(one(YOU, MODEL), Known(unfolded=True, actions=(back,)))

    assert looks(rows) == [look, "MODEL", "YOU"]
    assert (rows[0].can_take_back, rows[0].trouble) == (can, status is ActionStatus.FAILED)


def test_a_failed_turn_says_so_on_top_and_when_it_is_folded() -> None:
    failed = {"turns": (turn(TurnStatus.FAILED),), "failures": (failure(2),)}
    folded = rows_of(one(YOU, CALLS), Known(**failed))
    unfolded = rows_of(one(YOU, CALLS), Known(unfolded=True, **failed))

    assert folded[0].trouble
    assert looks(unfolded) == ["FAILED", "CALLS", "YOU"]
    assert unfolded[0].failure == failure(2)
    assert not unfolded[-1].trouble


@pytest.mark.parametrize(
    ("status", "trouble"), [(TurnStatus.LEFT, True), (TurnStatus.FINISHED, False)]
)
def test_a_failed_try_stays_where_it_failed(status: TurnStatus, trouble: bool) -> None:
    tried = {"turns": (turn(status),), "failures": (failure(1), failure(2))}
    (folded,) = rows_of(one(YOU, CALLS, TOOL, MODEL), Known(**tried))
    unfolded = rows_of(one(YOU, CALLS, TOOL, MODEL), Known(unfolded=True, **tried))

    assert looks(unfolded) == ["MODEL", "TOOL", "FAILED", "CALLS", "FAILED", "YOU"]
    assert (folded.head, folded.trouble) == (True, trouble)


def test_what_failed_before_its_message_was_a_step_stands_at_that_message() -> None:
    (group,) = grouped(walk(YOU, MODEL, first=5))
    rows = rows_of(group, Known(unfolded=True, failures=(failure(4),)))

    assert looks(rows) == ["MODEL", "FAILED", "YOU"]


def test_branches_part_at_their_rows_and_at_the_head_of_what_is_folded() -> None:
    chips = {2: (fork("a", at=2),), 3: (fork("b"),)}
    group = one(YOU, CALLS, TOOL)
    unfolded = rows_of(group, Known(unfolded=True, chips=chips))
    (folded,) = rows_of(group, Known(chips=chips))

    named = {row.position: [branch.id for branch in row.chips] for row in unfolded}
    assert named == {3: ["b"], 2: ["a"], 1: []}
    assert [branch.id for branch in folded.chips] == ["a", "b"]


kinds = st.lists(st.sampled_from(StepKind), min_size=1, max_size=30)


@given(kinds, st.data())
def test_read_in_any_pieces_the_groups_are_the_same(given_kinds, data) -> None:
    steps = walk(*given_kinds)
    cut = data.draw(st.integers(0, len(steps)))
    known = data.draw(st.integers(cut, len(steps)))
    again = data.draw(st.integers(0, known))
    groups = grouped(steps[cut:known])

    newest = with_newest(groups, steps[max(cut, again) :])
    assert newest is not None
    groups = (*newest[1], *groups[newest[0] :])
    place, older = with_older(groups, steps[:cut])
    groups = (*groups[:place], *older)

    assert groups == grouped(steps)


def test_a_gap_is_told() -> None:
    groups = grouped(walk(YOU, MODEL))

    assert with_newest(groups, [step(4)]) is None
    assert with_newest(groups, [step(3)]) == (1, (Group((step(3),)), *groups))


def test_the_newest_step_may_be_written_anew() -> None:
    groups = grouped(walk(YOU, CALLS))
    anew: Step = step(2, CALLS, turn_id="t1", text="now with words")

    assert with_newest(groups, [anew]) == (1, (Group((step(1), anew)),))
