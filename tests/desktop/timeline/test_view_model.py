"""What the timeline shows of a real file, and what it tells."""

import pytest
from PySide6.QtCore import QModelIndex

from desktop.timeline import reading
from desktop.timeline.derive import Look
from graphs import (
    ActionFinished,
    ActionNeedsDecision,
    ActionStatus,
    Library,
    StepSaved,
    TurnFinished,
    TurnStatus,
)
from tests.desktop.timeline.conftest import Timeline


def talked(timeline: Timeline) -> None:
    """Two turns; the first used a tool."""
    path = timeline.path
    path.you("What is here?")
    path.done(path.wants("List invoices/", text="Looks around", tool="list_folder"))
    path.answers("Three files.")
    path.you("Sort them.")
    path.answers("Done.")


def test_nothing_begun_is_empty(timeline: Timeline) -> None:
    timeline.view_model.open("", "")

    assert timeline.view_model.state == timeline.view_model.State.NOTHING_YET
    assert timeline.titles == []


def test_the_newest_turn_is_unfolded_and_stands_on_top(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()

    assert timeline.titles == ["Done.", "Sort them.", "What is here?"]


def test_an_older_turn_unfolds_with_its_actions_and_folds_again(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()

    timeline.view_model.toggle(timeline.key("What is here?"))
    timeline.until_titles(
        "Done.", "Sort them.", "Three files.", "List invoices/", "Looks around", "What is here?"
    )
    timeline.view_model.toggle(timeline.key("What is here?"))

    timeline.until_titles("Done.", "Sort them.", "What is here?")


def test_walking_tells_the_position_and_the_newest_is_now(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()

    for row in (0, 1, 2, 9, 0):
        timeline.view_model.moveTo(row)

    assert timeline.walked == [5, 1, 0]
    assert timeline.current == "Done."


def test_the_end_of_the_look_back_leaves_the_row(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    timeline.view_model.moveTo(2)

    timeline.view_model.lookedBack(False)

    assert timeline.current == ""
    assert timeline.walked == [1]


def test_left_leads_to_the_head_and_then_folds_it(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    timeline.view_model.moveTo(0)

    timeline.view_model.fold()
    assert timeline.current == "Sort them."
    timeline.view_model.fold()

    timeline.until_titles("Sort them.", "What is here?")
    assert timeline.current == "Sort them."
    timeline.view_model.unfold()
    timeline.until_titles("Done.", "Sort them.", "What is here?")


def test_a_current_row_that_is_folded_away_hands_on_to_its_head(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    timeline.view_model.moveTo(0)

    timeline.view_model.toggle(timeline.key("Sort them."))
    timeline.until_titles("Sort them.", "What is here?")

    assert timeline.current == "Sort them."
    assert timeline.walked[-1] == 5


def test_what_waits_is_told_of_and_goes(timeline: Timeline) -> None:
    path = timeline.path
    path.you("Sort them.")
    timeline.open()
    (waits,) = path.wants("Move 14 files")
    event = (path.branch_id, path.turn_id)

    timeline.view_model.handle(ActionNeedsDecision(*event, waits))
    timeline.view_model.handle(StepSaved(*event, "c", ()))
    timeline.until_titles("Waits: move 14 files", "Wants to move 14 files", "Sort them.")
    path.done([waits])
    timeline.view_model.handle(StepSaved(*event, "c", ()))

    timeline.until_titles(
        "Move 14 files", "You approved: move 14 files", "Wants to move 14 files", "Sort them."
    )


def test_what_is_told_of_an_action_while_the_branch_is_read_is_not_lost(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = timeline.path, reading.first
    path.you("Sort them.")
    waiting = path.wants("Move 14 files")

    def stale(library: Library, conversation_id: str, branch_id: str):
        found = read(library, conversation_id, branch_id)
        path.done(waiting)
        (done,) = library.actions_of(branch_id, [path.turn_id])
        event = ActionFinished(branch_id, path.turn_id, done)
        timeline.desk.loop.call_soon_threadsafe(timeline.view_model.handle, event)
        return found

    monkeypatch.setattr(reading, "first", stale)
    timeline.open()

    timeline.until_titles(
        "Move 14 files", "You approved: move 14 files", "Wants to move 14 files", "Sort them."
    )


def test_a_new_turn_folds_the_one_before(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    path = timeline.path
    path.you("And again.")
    path.answers("Again.")

    timeline.view_model.handle(TurnFinished(path.branch_id, path.turn_id))

    timeline.until_titles("Again.", "And again.", "Sort them.", "What is here?")


def test_steps_of_another_branch_are_not_taken_in(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    path = timeline.path
    path.fork(5, "other")
    path.answers("Elsewhere.")

    timeline.view_model.handle(StepSaved(path.branch_id, "t", "c", ()))
    timeline.desk.settle()

    assert timeline.titles[0] == "Done."


def test_a_failed_turn_says_why(timeline: Timeline) -> None:
    timeline.path.you("Sort them.")
    timeline.path.ends(TurnStatus.FAILED, "The model did not answer.", "Try again.")
    timeline.open()

    assert timeline.titles == ["The model did not answer.", "Sort them."]
    assert timeline.looks == [Look.FAILED, Look.YOU]


def test_a_fork_has_the_history_it_came_from(timeline: Timeline) -> None:
    talked(timeline)
    path = timeline.path
    path.fork(4, "by customer")
    path.you("By customer, please.")
    path.answers("As you wish.")
    timeline.open()

    timeline.view_model.toggle(timeline.key("What is here?"))
    timeline.desk.until(lambda: len(timeline.titles) == 7)

    assert timeline.titles[:3] == ["As you wish.", "By customer, please.", "Branched off here"]
    assert timeline.titles[4] == "List invoices/"
    chips = {row.position: [one.id for one in row.chips] for row in timeline.view_model.model.rows}
    assert chips[4] == [path.main_id]


def test_a_new_branch_gets_its_chip_where_it_parts(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    path = timeline.path
    other = path.fork(5, "by customer")

    timeline.view_model.refresh()

    def chips() -> list[str]:
        return [one.id for row in timeline.view_model.model.rows for one in row.chips]

    timeline.desk.until(lambda: chips() == [other])
    assert timeline.view_model.branches.count == 2


def test_continue_names_the_branch_and_the_position(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()

    timeline.view_model.continueFrom(timeline.key("Sort them."))

    assert timeline.continued == [(timeline.path.branch_id, 5)]


def test_the_detail_tells_what_a_step_brought(timeline: Timeline) -> None:
    timeline.path.you("Sort them.")
    timeline.path.wants("Move 14 files")
    timeline.open()
    key = timeline.key("Wants to move 14 files")
    detail = timeline.view_model.detail

    timeline.view_model.toggleDetail(key)
    timeline.desk.until(lambda: bool(detail.parts.rows))
    told = {part.label: part.text for part in detail.parts.rows}

    assert told["Wants write_file"] == "path: Move 14 files"
    assert told["Run"] == "run-1"
    assert told["Model"] == "Qwen3 4B"
    timeline.view_model.toggleDetail(key)
    assert detail.key == ""


def test_a_pin_is_kept_and_its_name_too(timeline: Timeline) -> None:
    talked(timeline)
    timeline.open()
    pins = timeline.view_model.pins
    timeline.view_model.togglePin(timeline.key("Sort them."))
    timeline.desk.until(lambda: pins.count == 1)
    assert pins.naming == timeline.key("Sort them.")

    pins.name("  before   sorting ")
    timeline.desk.until(lambda: [pin.name for pin in pins.rows.rows] == ["before sorting"])

    (mark,) = timeline.library.marks(timeline.path.conversation_id)
    assert (mark.position, mark.name) == (5, "before sorting")
    row = timeline.view_model.model.rows[1]
    assert (row.step.pinned, row.step.name) == (True, "before sorting")


def test_unpinning_can_be_undone(timeline: Timeline) -> None:
    talked(timeline)
    timeline.library.mark_step(timeline.path.branch_id, 5, "here")
    timeline.open()
    pins = timeline.view_model.pins

    timeline.view_model.togglePin(timeline.key("Sort them."))
    timeline.desk.until(lambda: pins.count == 0)
    timeline.view_model.branches.undo.undo()

    timeline.desk.until(lambda: [pin.name for pin in pins.rows.rows] == ["here"])


def test_a_pin_of_another_branch_leads_there(timeline: Timeline) -> None:
    talked(timeline)
    path = timeline.path
    other = path.fork(4, "by customer")
    path.you("By customer.")
    path.answers("Yes.")
    timeline.library.mark_step(other, 7, "the good one")
    timeline.open(path.main_id)
    (pin,) = timeline.view_model.pins.rows.rows
    assert (pin.branch, pin.branch_id) == ("by customer", other)

    timeline.view_model.pins.goTo(pin.key)
    assert timeline.wanted == [other]
    timeline.open(other)

    timeline.desk.until(lambda: timeline.current == "Yes.")


def test_a_branch_in_the_trash_is_left_and_can_be_had_again(timeline: Timeline) -> None:
    talked(timeline)
    path = timeline.path
    other = path.fork(4, "by customer")
    timeline.open(other)
    branches = timeline.view_model.branches

    branches.trash(other)
    timeline.desk.until(lambda: branches.undo.shown)
    assert timeline.wanted == [path.main_id]
    timeline.open(path.main_id)
    assert (branches.count, branches.trashedCount) == (1, 1)
    branches.undo.undo()

    timeline.desk.until(lambda: branches.count == 2)
    assert timeline.wanted[-1] == other


def test_the_main_branch_cannot_be_thrown_away(timeline: Timeline) -> None:
    talked(timeline)
    timeline.path.fork(4, "by customer")
    timeline.open(timeline.path.main_id)

    timeline.view_model.branches.trash(timeline.path.main_id)
    timeline.desk.settle()

    assert timeline.view_model.branches.count == 2


def test_branches_are_renamed_and_made_the_main_one(timeline: Timeline) -> None:
    talked(timeline)
    other = timeline.path.fork(4, "by customer")
    timeline.open(timeline.path.main_id)
    branches = timeline.view_model.branches

    branches.rename(other, "by name")
    branches.setMain(other)

    def shown() -> list[tuple[str, bool]]:
        return [(chip.name, chip.main) for chip in branches.chips.rows]

    timeline.desk.until(lambda: shown() == [("by name", True), ("first", False)])


def test_a_long_branch_is_read_on_as_it_is_wanted(
    unwatched: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 9)
    unwatched.path.long(10)
    unwatched.open()
    model = unwatched.view_model.model
    assert unwatched.titles == ["Answer 9", *(f"Question {n}" for n in (9, 8, 7, 6))]

    model.fetchMore(QModelIndex())
    unwatched.desk.until(lambda: unwatched.titles[-1] == "Question 1")
    model.fetchMore(QModelIndex())
    unwatched.desk.until(lambda: unwatched.titles[-1] == "Question 0")

    assert model.rowCount() == 11
    assert not model.canFetchMore(QModelIndex())


def test_one_turn_longer_than_what_is_read_at_once_is_whole_at_last(
    unwatched: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 6)
    path = unwatched.path
    path.long(1)
    path.you("Go on and on.")
    for number in range(5):
        path.done(path.wants(f"Read {number}", tool="read_file"))
    path.long(1)
    unwatched.open()
    assert unwatched.titles == ["Answer 0", "Question 0"]

    unwatched.view_model.model.fetchMore(QModelIndex())
    unwatched.until_titles("Answer 0", "Question 0", "Go on and on.", "Question 0")


def test_a_rejected_one_is_not_told_as_done(timeline: Timeline) -> None:
    path = timeline.path
    path.you("Clean up.")
    path.done(path.wants("Delete old.md"), ActionStatus.REJECTED, words="I need it")
    timeline.open()

    assert timeline.titles[:2] == ["Not done: delete old.md", "You rejected: delete old.md"]
