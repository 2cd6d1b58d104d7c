"""A case of a report, side by side."""

from dataclasses import replace

from desktop.evals.report_detail import (
    THEN,
    Found,
    better,
    check_rows,
    choices,
    first_kinds,
    side_rows,
)
from graphs import NewMessage, Origin, Pair, Proposal
from tests.desktop.evals.reports import NOW, SMALL, attempt, case

FERRY = case("Ferry", judged=True)


def _found(*letters: str, names: tuple[str, ...] = (NOW.name, SMALL.name)) -> Found:
    results = [
        attempt("r", place, FERRY.id, number, letter, judged=True)
        for place, verdicts in enumerate(letters)
        for number, letter in enumerate(verdicts)
    ]
    return Found(names, 2, FERRY, tuple(results), ())


def test_what_differs_is_marked_on_both_sides() -> None:
    ours, theirs = side_rows(_found("p", "f"), (0, 1), 0)

    assert ours.stretches == (
        'The last ferry to Cacilhas leaves at <span class="other">23:30</span>.',
    )
    assert theirs.spoken.endswith("Only here: 22:10 on Sundays")
    assert (ours.verdict, ours.tone) == ("passed", "good")
    assert (theirs.verdict, theirs.tone) == ("failed", "bad")
    assert theirs.calls == ("Read file\npath: ferries.md",)
    assert theirs.about == "5.0 s · 352 tokens"


def test_an_answer_is_data_and_never_markup() -> None:
    found = _found("p", "p")
    evil = replace(found.results[0], messages=(NewMessage("a", "assistant", "<img src='x'>&<b>"),))
    ours, _ = side_rows(replace(found, results=(evil, found.results[1])), (0, 1), 0)
    assert "<img" not in "".join(ours.stretches)
    assert "&lt;" in "".join(ours.stretches)


def test_one_candidate_stands_beside_what_was_said_then() -> None:
    found = _found("p", names=(NOW.name,))

    assert choices(found) == ["When the case was made", NOW.name]
    assert first_kinds(found) == (THEN, 0)
    then, _ = side_rows(found, (THEN, 0), 0)
    assert (then.verdict, then.about) == ("", "")
    assert then.calls == ("Read file\npath: a",)


def test_a_case_that_comes_from_nowhere_has_one_side() -> None:
    found = replace(_found("p", names=(NOW.name,)), case=replace(FERRY, origin=Origin()))

    assert first_kinds(found) == (0,)
    (only,) = side_rows(found, (0,), 0)
    assert only.stretches == ("The last ferry to Cacilhas leaves at 23:30.",)


def test_an_attempt_that_broke_off_or_is_not_there_says_so() -> None:
    found = _found("b", "p")

    broke, well = side_rows(found, (0, 1), 0)
    assert (broke.verdict, broke.sentence) == ("broke off", "It took longer than 300 s.")
    assert broke.stretches == ()
    assert 'class="other"' not in "".join(well.stretches)
    missing, _ = side_rows(found, (0, 1), 1)
    assert (missing.verdict, missing.sentence) == ("", "Not tried yet.")


def test_no_words_are_said_to_be_none() -> None:
    found = _found("p", "p")
    silent = replace(found.results[0], messages=(), proposals=(Proposal("x_y", "{", False),))
    ours, _ = side_rows(replace(found, results=(silent, found.results[1])), (0, 1), 0)
    assert (ours.sentence, ours.calls) == ("No words.", ("X y\n{",))


def test_a_very_long_answer_is_folded() -> None:
    found = _found("p", "p")
    long = replace(found.results[0], messages=(NewMessage("a", "assistant", "word " * 4_000),))
    found = replace(found, results=(long, found.results[1]))

    folded, _ = side_rows(found, (0, 1), 0)
    whole, _ = side_rows(found, (0, 1), 0, 99)
    assert len(folded.stretches) == 3
    assert folded.more.startswith("Show ")
    assert len(whole.stretches) > 10
    assert whole.more == ""


def test_of_very_many_actions_the_first_are_shown() -> None:
    found = _found("p", "p")
    busy = replace(found.results[0], proposals=(Proposal("run", "{}", False),) * 40)
    ours, _ = side_rows(replace(found, results=(busy, found.results[1])), (0, 1), 0)
    assert len(ours.calls) == 9
    assert ours.calls[-1] == "and 32 more"


def test_each_check_has_a_verdict_and_a_reason_on_each_side() -> None:
    ferry, kind = check_rows(_found("p", "u"), (0, 1), 0)

    assert ferry.words == "The answer has “23:30”"
    assert (ferry.verdicts, ferry.tones) == (("passed", "passed"), ("good", "good"))
    assert kind.words == "The judge is asked: Is it short and kind?"
    assert kind.verdicts == ("passed", "not graded")
    assert kind.reasons[1] == "The judge gave no answer that can be used."
    assert check_rows(_found("p"), (THEN, 0), 0)[0].verdicts == ("", "passed")


def test_the_judge_is_heard_on_these_two_in_this_try() -> None:
    pair = Pair("r", FERRY.id, 1, 0, 1, 1, "It is kinder.")
    found = replace(_found("pp", "pp"), pairs=(pair, replace(pair, number=0, winner=None)))

    assert better(found, (1, 0), 1) == "The judge prefers Qwen2.5-0.5B: It is kinder."
    assert better(found, (0, 1), 0) == "The judge prefers neither: It is kinder."
    assert better(found, (THEN, 0), 0) == ""
