"""The end of the desktop's session while an answer is on its way, in the whole window."""

import pytest
from PySide6.QtCore import Qt

from desktop.app import ending
from graphs import ConversationStatus, TurnStatus
from tests.desktop.app.office import Office
from tests.endpoint import Text, numbered_words

Key = Qt.Key


def begin_an_answer(office: Office) -> str:
    """A turn in mid-answer, and words in the composer; the branch."""
    office.endpoint.then(Text(numbered_words(400), tokens_per_second=20))
    office.visit("trip")
    office.say("Count")
    branch_id = office.library.conversation("trip").branch_id
    office.desk.until(lambda: len(office.whole.app._chat.transcript.rows) == 2)
    office.whole.hands.item("composerField").forceActiveFocus()
    office.whole.hands.type("and then")
    return branch_id


def test_the_turn_ends_at_a_step_and_can_be_continued_when_the_session_goes_on(
    office: Office,
) -> None:
    branch_id = begin_an_answer(office)

    office.desk.act(lambda: office.whole.app.ending.commit(None))

    assert office.library.conversation("trip").status is ConversationStatus.UNFINISHED
    assert office.library.draft("trip") == "and then"
    chat = office.whole.app._chat
    office.desk.until(lambda: bool(chat.canContinue))
    assert "session was about to end" in str(chat.failure)
    office.endpoint.then(Text("Done."))
    office.desk.act(chat.resume)
    office.desk.until(lambda: _status(office, branch_id) is TurnStatus.FINISHED)


def test_the_next_start_offers_to_continue(office: Office) -> None:
    branch_id = begin_an_answer(office)
    office.desk.act(lambda: office.whole.app.ending.commit(None))
    office.whole.end()

    office.open()

    office.desk.until(lambda: bool(office.whole.app._chat.canContinue))
    assert office.whole.app._chat.draft == "and then"
    office.endpoint.then(Text("Done."))
    office.desk.act(office.whole.app._chat.resume)
    office.desk.until(lambda: _status(office, branch_id) is TurnStatus.FINISHED)


def test_a_save_that_hangs_holds_the_session_up_no_longer_than_there_is_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> None:
        await office.desk.loop.create_future()

    monkeypatch.setattr(ending, "_SAVED_MS", 50)
    monkeypatch.setattr(office.whole.app.ending, "_save", never)

    office.desk.act(lambda: office.whole.app.ending.commit(None))


def _status(office: Office, branch_id: str) -> TurnStatus | None:
    turn = office.library.newest_turn(branch_id)
    return turn.status if turn else None


def test_an_end_that_takes_too_long_is_made_short(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    exits: list[int] = []
    monkeypatch.setattr(ending, "_END_SECONDS", 0.01)
    monkeypatch.setattr(ending.os, "_exit", exits.append)

    office.desk.act(office.whole.app.ending.now)

    assert office.whole.app.closed.done()
    office.desk.until(lambda: exits == [0])
