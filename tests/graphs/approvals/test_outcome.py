"""What the model is told of an action, from the journal alone."""

from dataclasses import replace

import pytest

from graphs.approvals.outcome import outcome
from graphs.storage.action_records import ActionStatus, Preview
from tests.an_action import an_action

ACTION = an_action(
    id="a1",
    arguments='{"path": "a"}',
    workspace="/work",
    status=ActionStatus.DONE,
    preview=Preview("Write a", "", undo=True),
    result="Wrote a.",
)


def test_the_result_of_what_was_done_is_told_as_it_is() -> None:
    told = outcome(ACTION)
    assert (told.id, told.text, told.failed) == ("a1", "Wrote a.", False)


def test_of_what_was_edited_the_model_hears_what_ran() -> None:
    told = outcome(replace(ACTION, edited='{"path": "mine"}'))
    assert '{"path": "mine"}' in told.text
    assert told.text.startswith("Wrote a.")


def test_the_persons_answer_is_told_word_for_word() -> None:
    told = outcome(replace(ACTION, status=ActionStatus.ANSWERED, words="It is 7.", result=""))
    assert (told.text, told.failed) == ("It is 7.", False)


@pytest.mark.parametrize("words", ["", "Not there."])
def test_a_rejection_says_that_the_person_did_it_and_why(words: str) -> None:
    told = outcome(replace(ACTION, status=ActionStatus.REJECTED, words=words, result=""))
    assert told.failed
    assert "person rejected" in told.text
    assert words in told.text
    assert "not run" in told.text


@pytest.mark.parametrize("status", list(ActionStatus))
def test_every_status_has_words_and_only_an_end_in_peace_is_no_failure(
    status: ActionStatus,
) -> None:
    told = outcome(replace(ACTION, status=status, words="words"))
    assert told.text
    assert told.failed == (status not in (ActionStatus.DONE, ActionStatus.ANSWERED))


@pytest.mark.parametrize("status", [ActionStatus.STARTED, ActionStatus.UNKNOWN])
def test_of_what_was_broken_off_no_result_is_claimed(status: ActionStatus) -> None:
    told = outcome(replace(ACTION, status=status, result="It took too long."))
    assert "Nobody knows" in told.text
