"""What waits in several branches of one conversation."""

from desktop.approvals.draft import Mode
from graphs import Action, ActionStatus, Branch, Change, Conversation
from tests.desktop.approvals.room import Room, write
from tests.endpoint import ToolCalls


def fork(room: Room, of: Conversation, path: str) -> Branch:
    """A branch in which the agent was asked otherwise, and waits to be let write that file."""
    room.endpoint.then(ToolCalls([write(path)]))
    change = Change(text="Rather this.")
    made = room.desk.run(room.engine.call(lambda host: host.fork(of.branch_id, 1, change)))
    room.desk.run(room.engine.call(lambda host: host.resume(made.id)))
    return made


def show(room: Room, of: Conversation, branch_id: str) -> None:
    room.desk.act(lambda: room.view_model.openBranch(of.id, branch_id))
    room.desk.until(lambda: room.card.shown)
    room.settle()


def waits(room: Room, branch_id: str) -> Action:
    (action,) = room.library.waiting_in(branch_id)
    return action


def test_the_card_is_that_of_the_branch_in_view(room: Room) -> None:
    of = room.ask(write("main.txt"))
    other = fork(room, of, "fork.txt")

    show(room, of, of.branch_id)
    assert room.value("path") == "main.txt"
    room.desk.act(lambda: room.view_model.openBranch(of.id, other.id))
    room.desk.until(lambda: room.card.shown and room.value("path") == "fork.txt")
    room.desk.act(lambda: room.view_model.openBranch("", ""))
    assert not room.card.shown


def test_branches_are_decided_in_another_order_than_they_asked(room: Room) -> None:
    of = room.ask(write("main.txt"))
    other = fork(room, of, "fork.txt")
    first, second = waits(room, of.branch_id), waits(room, other.id)
    room.finishes()
    room.finishes()

    show(room, of, other.id)
    room.desk.act(room.card.approve)
    room.until(second, ActionStatus.DONE)
    show(room, of, of.branch_id)
    room.desk.act(room.card.approve)
    room.until(first, ActionStatus.DONE)

    assert set(room.files) == {"main.txt", "fork.txt"}


def test_an_edit_in_one_branch_is_there_after_a_look_at_another(room: Room) -> None:
    of = room.ask(write("main.txt"))
    other = fork(room, of, "fork.txt")
    show(room, of, of.branch_id)
    room.edit(path="mine.txt")

    show(room, of, other.id)
    assert room.card.mode == Mode.LOOK
    show(room, of, of.branch_id)

    room.desk.until(lambda: room.value("path") == "mine.txt")


def test_the_dialog_of_an_action_brings_its_own_branch_into_view(room: Room) -> None:
    of = room.ask(write("main.txt"))
    other = fork(room, of, "fork.txt")
    wanted: list[tuple[str, str]] = []
    room.view_model.actionWanted.connect(lambda *ids: wanted.append(ids))
    show(room, of, of.branch_id)

    room.desk.act(lambda: room.view_model.openDialog(waits(room, other.id).id))
    room.desk.until(lambda: room.view_model.dialogShown and room.value("path") == "fork.txt")

    assert wanted == [(of.id, other.id)]
    room.desk.act(lambda: room.view_model.openBranch(of.id, other.id))
    assert room.view_model.dialogShown


def test_what_waits_in_the_branch_in_view_is_opened_first(room: Room) -> None:
    of = room.ask(write("main.txt"))
    other = fork(room, of, "fork.txt")
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: room.view_model.needsYou == 2)
    show(room, of, other.id)

    room.desk.act(room.view_model.openNext)
    room.desk.until(lambda: room.view_model.dialogShown)

    assert room.value("path") == "fork.txt"
