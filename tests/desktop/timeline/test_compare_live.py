"""Answers being written stand side by side until they are on disk."""

from desktop.shared.text_marks import LONGEST
from desktop.timeline.compare_live import Answers, live_row
from graphs import Event, StepSaved, TextDelta, TurnStopped

BOTH = ("one", "two")


def wrote(branch_id: str, text: str, message_id: str = "m") -> TextDelta:
    return TextDelta(branch_id, "t", message_id, text)


def heard(*events: Event) -> Answers:
    answers = Answers()
    for event in events:
        answers.take(event)
    return answers


def test_both_are_written_side_by_side() -> None:
    answers = heard(wrote("one", "It is "), wrote("two", "<No>"), wrote("one", "so."))

    (row,) = live_row(answers.texts, BOTH)

    assert (row.ours, row.theirs, row.live) == ("It is so.", "&lt;No&gt;", True)
    assert (row.has_ours, row.has_theirs) == (True, True)


def test_one_writes_alone_and_others_are_not_shown() -> None:
    answers = heard(wrote("two", "Yes"), wrote("three", "Other"))

    (row,) = live_row(answers.texts, BOTH)

    assert (row.has_ours, row.theirs) == (False, "Yes")
    assert live_row(answers.texts, ("one", "")) == ()
    assert live_row(heard(wrote("one", " \n")).texts, BOTH) == ()


def test_a_text_stands_until_it_has_been_read_from_the_disk() -> None:
    answers = heard(wrote("one", "Yes"), StepSaved("one", "t", "c", ()), wrote("two", "No"))
    assert (answers.ended, answers.writing) == ({("one", "m")}, {"m"})
    assert live_row(answers.texts, BOTH)[0].ours == "Yes"

    answers.forget(set(answers.ended))

    assert (answers.texts, answers.ended) == ({("two", "m"): "No"}, set())


def test_a_turn_that_ends_ends_its_texts() -> None:
    answers = heard(wrote("one", "Y"), wrote("two", "N"), TurnStopped("one", "t"))
    assert answers.ended == {("one", "m")}
    assert heard(wrote("one", "Y"), TurnStopped("one", "t")).writing == frozenset()


def test_of_a_long_text_the_end_is_shown() -> None:
    (row,) = live_row(heard(wrote("one", "a" * LONGEST + "end")).texts, BOTH)
    assert row.ours.startswith("…a")
    assert row.ours.endswith("end")
    assert len(row.ours) == LONGEST + 1
