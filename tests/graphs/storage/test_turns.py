import pytest

from graphs.errors import NotFound
from graphs.storage import conversations, turns
from graphs.storage.database import Database
from graphs.storage.records import ConversationStatus, TurnStatus

AT_REST = {TurnStatus.FINISHED, TurnStatus.STOPPED, TurnStatus.LEFT}


def test_a_turn_is_recorded_once_however_often_it_is_sent(database: Database, branch: str) -> None:
    with database.transaction() as c:
        assert turns.record(c, branch, "t1", "hello", 2.0)
        turns.set_status(c, "t1", TurnStatus.STOPPED, 3.0)
        assert not turns.record(c, branch, "t1", "something else", 4.0)

        turn = turns.get(c, "t1")
        assert (turn.status, turn.created_at) == (TurnStatus.STOPPED, 2.0)
        assert turns.text(c, "t1") == "hello"


def test_what_was_written_is_kept_until_the_turn_is_finished(
    database: Database, branch: str
) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "hello", 2.0)
        for status in TurnStatus:
            if status is not TurnStatus.FINISHED:
                turns.set_status(c, "t1", status, 3.0)
                assert turns.text(c, "t1") == "hello"

        turns.set_status(c, "t1", TurnStatus.FINISHED, 4.0)
        assert turns.text(c, "t1") == ""


def test_the_newest_turn_is_the_last_recorded_whatever_the_clock_says(
    database: Database, branch: str
) -> None:
    with database.transaction() as c:
        assert turns.newest(c, branch) is None
        turns.record(c, branch, "t1", "one", 9.0)
        turns.record(c, branch, "t2", "two", 2.0)

        newest = turns.newest(c, branch)
    assert newest is not None
    assert newest.id == "t2"


def test_an_id_of_another_branch_is_refused(database: Database, branch: str) -> None:
    with database.transaction() as c:
        conversations.create(c, "c2", "b2", "1", 1.0)
        turns.record(c, branch, "t1", "one", 2.0)
        with pytest.raises(ValueError, match="belongs"):
            turns.record(c, "b2", "t1", "one", 2.0)


def test_what_is_not_there_is_told(database: Database, branch: str) -> None:
    with database.transaction() as c:
        with pytest.raises(NotFound):
            turns.record(c, "nowhere", "t1", "one", 1.0)
        with pytest.raises(NotFound):
            turns.get(c, "t1")
        with pytest.raises(NotFound):
            turns.text(c, "t1")
        with pytest.raises(NotFound):
            turns.set_status(c, "t1", TurnStatus.FAILED, 1.0)
        assert turns.find(c, "t1") is None
        assert turns.newest(c, branch) is None


def test_why_a_turn_failed_is_kept_until_it_runs_again(database: Database, branch: str) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "one", 2.0)
        turns.set_status(c, "t1", TurnStatus.FAILED, 3.0, "No key.", "Add one.", False)
        failed = turns.get(c, "t1")
        turns.set_status(c, "t1", TurnStatus.RUNNING, 4.0)
        again = turns.get(c, "t1")

    assert (failed.sentence, failed.hint, failed.can_continue) == ("No key.", "Add one.", False)
    assert (again.sentence, again.hint, again.can_continue) == ("", "", True)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("status", TurnStatus)
def test_a_turn_is_unfinished_when_it_is_not_at_rest_and_nobody_runs_it(
    database: Database, branch: str, status: TurnStatus, live: bool
) -> None:
    running = {branch} if live else set[str]()
    with database.transaction() as c:
        turns.record(c, branch, "t0", "earlier", 1.0)
        turns.record(c, branch, "t1", "one", 2.0)
        turns.set_status(c, "t1", status, 3.0)

        unfinished = turns.get(c, "t1", running).unfinished
        listed = [turn.id for turn in turns.unfinished(c, running)]
        shown = conversations.get(c, "c1", running).status

    rests = status in AT_REST or status is TurnStatus.WAITING
    expected = not rests and (not live or status is TurnStatus.FAILED)
    assert unfinished is expected
    assert listed == (["t1"] if expected else [])
    if status is TurnStatus.WAITING:
        assert shown is ConversationStatus.WAITING
    elif expected:
        assert shown is ConversationStatus.UNFINISHED
    else:
        assert shown is (
            ConversationStatus.IDLE if status in AT_REST else ConversationStatus.RUNNING
        )
