"""Two branches are compared, followed while they are at work, and sent the same message."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.text_marks import LONGEST
from desktop.timeline.comparing import CompareViewModel
from graphs import BranchBusy, DatabaseDamaged, Event, Library, StepSaved, TextDelta, TurnStatus
from graphs.storage import read_model
from tests.desktop.conftest import Desk
from tests.desktop.timeline.conftest import FATAL, Timeline
from tests.desktop.timeline.path import Path

State = CompareViewModel.State


class Host:
    """Takes messages; those for branches in `busy` it refuses."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.numbered: list[str] = []
        self.busy: set[str] = set()

    async def send(self, branch_id: str, turn_id: str, text: str) -> None:
        if branch_id in self.busy:
            raise BranchBusy("It is at work.")
        self.sent.append((branch_id, text))

    async def number_steps(self, branch_id: str) -> None:
        self.numbered.append(branch_id)

    async def call(self, work: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
        return await work(self)


class Room:
    """The view model over a file with two branches that part in their second turn."""

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.host = Host()
        self.view_model = CompareViewModel(calls, self.host, tasks)
        for model in (self.view_model.model, self.view_model.columns, self.view_model.choices):
            QAbstractItemModelTester(model, FATAL, model)
        self.failures: list[str] = []
        self.view_model.failed.connect(lambda sentence, hint: self.failures.append(sentence))
        self.path = Path(library)
        self.one = self.path.main_id
        self.path.you("Hello")
        self.path.answers("Good day.")
        self.path.you("And Lisbon?")
        self.path.answers("It is warm.")
        self.two = self.path.fork(2, "Porto")
        self.path.you("And Porto?")
        self.path.answers("It is mild.")

    def open(self, left: str = "", right: str = "") -> None:
        self.desk.act(lambda: self.view_model.open(left or self.one, right or self.two))
        self.read()

    def read(self) -> None:
        self.desk.until(lambda: self.view_model.state != State.READING)

    def tell(self, *events: Event) -> None:
        for event in events:
            self.desk.act(lambda event=event: self.view_model.handle(event))

    def write(self, text: str) -> None:
        self.desk.act(lambda: self.view_model.both.write(text))

    def send(self, text: str) -> None:
        self.write(text)
        self.desk.act(self.view_model.both.send)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Headings, and what is told of both sides."""
        return [
            (row.heading, "") if row.heading else (row.spoken_ours, row.spoken_theirs)
            for row in self.view_model.model.rows
            if not row.live
        ]

    @property
    def live(self) -> list[tuple[str, str]]:
        return [(row.ours, row.theirs) for row in self.view_model.model.rows if row.live]


@pytest.fixture
def room(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Room]:
    made = Room(desk, library, calls, tasks)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


PARTED = [
    ("Turn 2", ""),
    ("And Lisbon? Only here: Lisbon", "And Porto? Only here: Porto"),
    ("It is warm. Only here: warm", "It is mild. Only here: mild"),
]


def test_two_branches_stand_side_by_side_from_where_they_part(room: Room) -> None:
    room.open()

    assert room.view_model.shared == "The first turn is the same."
    assert room.rows == PARTED
    assert [(one.name, one.figures[:2]) for one in room.view_model.columns.rows] == [
        ("main", ("88", "88")),
        ("Porto", ("88", "88")),
    ]


def test_a_step_stands_beside_now(room: Room) -> None:
    room.desk.act(lambda: room.view_model.openStep(room.one, 3))
    room.read()

    assert room.rows == [("Turn 2", ""), ("And Lisbon?", "And Lisbon?"), ("", "It is warm.")]
    assert room.view_model.both.offered is False


def test_another_branch_is_put_at_a_side_and_nobody_is_written_to_meanwhile(room: Room) -> None:
    room.open()
    room.write("Hm?")
    assert room.view_model.both.canSend

    room.desk.act(lambda: room.view_model.choose(1, room.one))
    assert not room.view_model.both.canSend
    room.read()

    assert (room.rows, room.view_model.state) == ([], State.SAME)
    assert room.view_model.both.offered is False
    room.desk.act(lambda: room.view_model.choose(5 % 2, ""))
    assert room.view_model.state == State.SAME


def test_what_both_write_stands_side_by_side_until_it_is_read(room: Room) -> None:
    room.open()
    room.path.you("Write on")

    room.tell(TextDelta(room.one, "t", "m1", "One"), TextDelta(room.two, "t", "m2", "Two"))
    room.desk.until(lambda: room.live == [("One", "Two")])
    assert room.rows == PARTED
    room.path.answers("Two ended.")
    room.tell(StepSaved(room.two, "t", "c", ()))

    room.desk.until(lambda: room.live == [("One", "")])
    assert room.rows[-1] == ("", "Two ended.")


def test_what_is_said_so_far_stands_there_once(room: Room) -> None:
    room.path.you("Write on")
    with room.library.database.transaction() as c:
        read_model.add_text(c, room.two, room.path.turn_id, "m", "So ", 1.0)
    room.tell(TextDelta(room.two, room.path.turn_id, "m", "So far"))
    room.open()

    assert room.rows[-1] == ("", "Write on")
    assert room.live == [("", "So far")]


def test_what_others_write_is_not_shown_and_not_kept(room: Room) -> None:
    room.open()
    room.tell(TextDelta("elsewhere", "t", "m1", "One"), StepSaved("elsewhere", "t", "c", ()))
    room.tell(TextDelta(room.one, "t", "m2", "Here"))
    room.desk.until(lambda: room.live == [("Here", "")])


def test_what_was_written_before_it_is_opened_is_there(room: Room) -> None:
    room.tell(TextDelta(room.one, "t", "m1", "Long be"), TextDelta(room.one, "t", "m1", "fore"))
    room.open()
    assert room.live == [("Long before", "")]


def test_the_same_message_goes_to_both_once(room: Room) -> None:
    room.open()

    room.write("  \n")
    assert not room.view_model.both.canSend
    room.send("And now?")
    room.desk.act(room.view_model.both.send)

    room.desk.until(lambda: len(room.host.sent) == 2)
    room.desk.settle(0.02)
    assert sorted(room.host.sent) == sorted((one, "And now?") for one in (room.one, room.two))
    assert room.view_model.both.text == ""


def test_a_branch_at_work_or_waiting_is_told_and_gets_nothing(room: Room) -> None:
    room.path.you("Write it down")
    room.open()
    room.path.ends(TurnStatus.WAITING)
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: room.view_model.both.waits)

    assert room.view_model.both.hindrance == "One of them waits for you: Porto"
    assert room.view_model.both.hindering == room.two
    room.send("And now?")
    assert room.view_model.both.text == "And now?"
    assert room.host.sent == []


def test_one_that_refuses_is_told_and_the_words_come_back_when_nobody_got_them(
    room: Room,
) -> None:
    room.open()
    room.host.busy = {room.two}
    room.send("First")
    room.desk.until(lambda: len(room.failures) == 1)
    assert "Porto" in room.failures[0]
    assert room.host.sent == [(room.one, "First")]
    assert room.view_model.both.text == ""

    room.host.busy = {room.one, room.two}
    room.write("Second")
    room.desk.until(lambda: room.view_model.both.canSend)
    room.desk.act(room.view_model.both.send)
    room.desk.until(lambda: room.view_model.both.text == "Second")
    room.desk.until(lambda: room.view_model.both.canSend)
    assert len(room.failures) == 3


def test_a_long_passage_is_unfolded(room: Room) -> None:
    room.path.you("long " * LONGEST)
    room.open()
    folded = room.view_model.model.rows[-1]
    assert folded.more == f"Show {2 * LONGEST:,} more characters"

    room.desk.act(lambda: room.view_model.unfold(folded.key))

    room.desk.until(lambda: room.view_model.model.rows[-1].key == "3.0.4")
    assert (folded.key, room.view_model.model.rows[-1].more) == ("3.0.2", "")


def test_one_that_is_missing_is_told_and_another_may_be_chosen(room: Room) -> None:
    room.open()
    room.open(right="gone")

    assert room.view_model.state == State.FAILED
    assert room.view_model.error == "One of them is not there any more."
    assert [one.name for one in room.view_model.columns.rows] == ["main", "Choose a branch"]
    assert not room.view_model.both.canSend
    room.desk.act(lambda: room.view_model.choose(1, room.two))
    room.desk.until(lambda: room.view_model.state == State.ROWS)
    assert room.rows == PARTED


def test_a_damaged_file_is_told_in_words_and_read_again_when_it_is_whole(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise DatabaseDamaged("It cannot be read.", "Restore a copy.")

    room.open()
    with monkeypatch.context() as patched:
        patched.setattr(room.library, "actions_of", damaged)
        room.desk.act(room.view_model.refresh)
        room.desk.until(lambda: room.view_model.state == State.FAILED)
    assert room.view_model.error == "It cannot be read. Restore a copy."
    assert room.rows == []
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: room.rows == PARTED)


def test_a_page_that_is_left_reads_nothing_and_keeps_what_is_not_sent(room: Room) -> None:
    room.open()
    room.write("Not yet")
    room.desk.act(room.view_model.leave)
    room.path.answers("More.")
    room.tell(StepSaved(room.two, "t", "c", ()))
    room.desk.settle(0.2)

    assert room.rows == []
    room.open()
    assert room.rows[-1] == ("", "More.")
    assert room.view_model.both.text == "Not yet"


def test_a_branch_is_measured_by_the_one_it_was_forked_from(timeline: Timeline) -> None:
    wanted: list[tuple[str, str]] = []
    timeline.view_model.compareWanted.connect(lambda *ids: wanted.append(ids))
    path = timeline.path
    path.long(2)
    first = path.fork(2, "first")
    path.long(1)
    second = path.fork(4, "second", of=first)

    for branch_id in (second, first, path.main_id):
        timeline.open(branch_id)
        timeline.desk.act(timeline.view_model.branches.compare)

    assert wanted == [(first, second), (path.main_id, first), (path.main_id, second)]
