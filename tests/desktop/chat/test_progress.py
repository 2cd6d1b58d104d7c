import pytest

from desktop.chat.progress import Progress, advance
from graphs import (
    Message,
    ModelLoading,
    StepSaved,
    TextDelta,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStopped,
)

STARTED = TurnStarted("b", "t", Message("k", "t", "user", "Hello", 1.0, "t"), resumed=False)


def run(*events: TurnEvent, now: float = 10.0) -> Progress | None:
    progress: Progress | None = None
    for event in (STARTED, *events):
        progress = advance(progress, event, now)
    return progress


def said(text: str, message_id: str = "m") -> TextDelta:
    return TextDelta("b", "t", message_id, text)


def saved(message_id: str) -> StepSaved:
    message = Message("k", message_id, "assistant", "one two", 1.0, "t")
    return StepSaved("b", "t", "c", (message,))


def test_text_is_gathered_by_message() -> None:
    progress = run(said("one "), said("two"))

    assert progress is not None
    assert progress.answer is not None
    assert progress.answer.message.text == "one two"
    assert progress.answer.message.interrupted


def test_text_of_another_message_begins_anew() -> None:
    progress = run(said("one "), said("two", "n"))

    assert progress is not None
    assert progress.answer is not None
    assert (progress.answer.message.id, progress.answer.message.text) == ("n", "two")


def test_the_first_word_ends_all_waiting() -> None:
    loading = run(ModelLoading("b", "t", "SmolLM2"))
    retrying = run(TurnRetrying("b", "t", "Busy.", 4.0, 1))
    assert loading is not None
    assert retrying is not None
    assert loading.model == "SmolLM2"
    assert retrying.retry is not None
    assert retrying.retry.due == 14.0

    for waiting in (loading, retrying):
        after = advance(waiting, said("one"), 11.0)
        assert after is not None
        assert (after.model, after.retry) == ("", None)


def test_a_saved_answer_is_no_longer_being_written() -> None:
    progress = run(said("one two"), saved("m"))

    assert progress is not None
    assert progress.answer is None


def test_another_saved_message_leaves_the_answer() -> None:
    progress = run(said("one two"), saved("other"))

    assert progress is not None
    assert progress.answer is not None


@pytest.mark.parametrize(
    "end",
    [
        TurnFinished("b", "t"),
        TurnStopped("b", "t"),
        TurnFailed("b", "t", "Silent.", "", can_continue=True),
    ],
)
def test_a_turn_ends(end: TurnEvent) -> None:
    assert run(said("one"), end) is None


def test_a_turn_that_never_began_does_not_run() -> None:
    assert advance(None, saved("m"), 1.0) is None
    assert advance(None, said("late"), 1.0) is None
