from itertools import count

import pytest

from graphs.errors import NotFound
from graphs.storage import branches, conversations, fork_points, nodes, read_model, turns
from graphs.storage.branches import Head, Origin
from graphs.storage.database import Database
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import BranchSettings, ForkPoint

FIRST = NewMessage("t1", "user", "How do I say no?")
ANSWER = NewMessage("a1", "assistant", "Kindly.")
SECOND = NewMessage("t2", "user", "And if they insist?")


class Trunk:
    """A conversation whose branches a test lets grow."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._clock = count(1)
        with database.transaction() as c:
            conversations.create(c, "c", "main", "1", next(self._clock))

    def say(self, branch: str, *messages: NewMessage) -> None:
        with self.database.transaction() as c:
            for message in messages:
                now = next(self._clock)
                read_model.append(c, branch, message.id, [message], now, None)

    def fork(self, origin: str, new: str, after: str) -> None:
        """A branch that begins behind that message, '' for before the first."""
        with self.database.transaction() as c:
            of = Origin(origin, "", 0)
            branches.fork(c, new, of, new, BranchSettings(), "1", next(self._clock))
            path = nodes.upwards(c, branches.head(c, origin).key)
            key = next((one.key for one in path if one.said.id == after), None)
            branches.set_head(c, new, Head(None, key))

    def points(self, branch: str) -> list[ForkPoint]:
        with self.database.reading() as c:
            return fork_points.of_branch(c, branch)


@pytest.fixture
def trunk(database: Database) -> Trunk:
    made = Trunk(database)
    made.say("main", FIRST, ANSWER, SECOND)
    return made


def edited(number: int) -> NewMessage:
    return NewMessage(f"e{number}", "user", f"Other words {number}")


def test_one_branch_parts_nowhere(trunk: Trunk) -> None:
    assert trunk.points("main") == []


def test_it_is_seen_from_both_sides(trunk: Trunk) -> None:
    trunk.fork("main", "kinder", after="a1")
    trunk.say("kinder", edited(1))

    assert trunk.points("main") == [ForkPoint("a1", ("main", "kinder"), ("", "kinder"), 0)]
    assert trunk.points("kinder") == [ForkPoint("a1", ("main", "kinder"), ("", "kinder"), 1)]


def test_branches_part_before_the_first_message(trunk: Trunk) -> None:
    trunk.fork("main", "other", after="")
    trunk.say("other", edited(1))

    assert trunk.points("other") == [ForkPoint("", ("main", "other"), ("", "other"), 1)]


def test_a_branch_that_ends_where_another_goes_on_is_a_way(trunk: Trunk) -> None:
    trunk.fork("main", "one", after="a1")
    trunk.fork("main", "two", after="a1")

    ways = ("main", "one", "two")
    assert trunk.points("main") == [ForkPoint("a1", ways, ("", "one", "two"), 0)]
    assert trunk.points("two") == [ForkPoint("a1", ways, ("", "one", "two"), 2)]


def test_branches_that_part_later_go_one_way_and_the_newest_stands_for_it(trunk: Trunk) -> None:
    trunk.fork("main", "one", after="a1")
    trunk.say("one", edited(1), NewMessage("b1", "assistant", "Say it."))
    trunk.fork("one", "later", after="b1")
    trunk.say("later", edited(2))

    assert trunk.points("main") == [ForkPoint("a1", ("main", "later"), ("", "one"), 0)]
    assert trunk.points("one") == [
        ForkPoint("a1", ("main", "one"), ("", "one"), 1),
        ForkPoint("b1", ("one", "later"), ("one", "later"), 0),
    ]


def test_a_long_way_is_followed_to_where_it_parts(trunk: Trunk) -> None:
    trunk.fork("main", "long", after="a1")
    trunk.say("long", *(NewMessage(f"m{n}", "assistant", str(n)) for n in range(450)))

    assert [one.after for one in trunk.points("main")] == ["a1"]


def again(number: int) -> NewMessage:
    """The second question, asked anew for another answer."""
    return NewMessage(f"q{number}", "user", SECOND.text)


def test_where_the_same_is_asked_the_ways_part_behind_the_question(trunk: Trunk) -> None:
    trunk.fork("main", "another", after="a1")
    trunk.say("another", again(1), NewMessage("b1", "assistant", "Politely."))

    (here,) = trunk.points("main")
    (there,) = trunk.points("another")
    assert (here.after, here.question) == ("a1", "t2")
    assert (there.after, there.question) == ("a1", "q1")


def test_a_branch_that_is_about_to_be_asked_the_same_counts_as_asked(trunk: Trunk) -> None:
    trunk.fork("main", "another", after="a1")
    with trunk.database.transaction() as c:
        turns.record(c, "another", "another-1", SECOND.text, 9.0)

    (here,) = trunk.points("main")
    (there,) = trunk.points("another")
    assert (here.question, there.question) == ("t2", "another-1")


def test_where_one_asks_something_else_they_part_before_it(trunk: Trunk) -> None:
    for number, said in enumerate((again(1), edited(2))):
        trunk.fork("main", f"b{number}", after="a1")
        trunk.say(f"b{number}", said)

    assert [(one.after, one.question) for one in trunk.points("main")] == [("a1", "")]


def test_two_marks_never_stand_in_one_place(trunk: Trunk) -> None:
    trunk.say("main", NewMessage("a2", "assistant", "Firmly."))
    trunk.fork("main", "another", after="a1")
    trunk.say("another", again(1))
    trunk.fork("main", "reworded", after="t2")
    trunk.say("reworded", NewMessage("a3", "assistant", "Softly."))

    points = trunk.points("main")
    assert [(one.after, one.question) for one in points] == [("a1", ""), ("t2", "")]


def test_a_branch_in_the_trash_is_no_way(trunk: Trunk) -> None:
    trunk.fork("main", "gone", after="a1")
    with trunk.database.transaction() as c:
        branches.trash(c, "gone", 9.0)

    assert trunk.points("main") == []


def test_no_such_branch(trunk: Trunk) -> None:
    with pytest.raises(NotFound):
        trunk.points("nowhere")
