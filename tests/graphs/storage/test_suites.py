"""Suites and cases: kept by value, changed in place, taken back out of the trash."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from graphs.errors import InvalidText, NotFound
from graphs.storage.eval_library import EvalLibrary
from graphs.storage.eval_records import (
    AtMost,
    Candidate,
    Case,
    Contains,
    CopiedFile,
    JsonPath,
    Language,
    Matches,
    Origin,
    Proposes,
    Recording,
    Reference,
    Rubric,
    RunPlan,
)
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ToolCall
from graphs.storage.tables import case_texts

WHOLE = Case(
    id="tea",
    name="Tea",
    messages=(
        NewMessage("t1", "user", "What is “tea”?\n\x1fA plant 🍵"),
        NewMessage("m1", "assistant", "", tool_calls=(ToolCall("c1", "recall", '{"query":"t"}'),)),
        NewMessage("r1", "tool", "Nothing.", tool_call_id="c1", tool_name="recall", failed=True),
    ),
    checks=(
        Reference("A leaf.", judged=True),
        Proposes("write_file", '{"path":"a"}', must=False),
        Contains("leaf"),
        Matches("le.f", must=False),
        JsonPath("$.a", "1"),
        AtMost(2),
        Language("en"),
        Rubric("Is it short?"),
    ),
    tags=("drinks",),
    note="It said coffee.",
    facts=("Likes tea.",),
    system_prompt="Be short.",
    tools=("recall",),
    tools_from="copy",
    recordings=(Recording("recall", '{"query":"t"}', "Nothing.", failed=True),),
    files=(CopiedFile("a/b.txt", "00" * 32),),
    blobs=(("00" * 32, b"\xff\x00 not text"),),
    origin=Origin("A talk", "b", "1f0", 3, "2", "small", "run", "Coffee.", (("recall", "{}"),)),
    made_at=7.5,
)


@pytest.fixture
def evals(library: Library) -> EvalLibrary:
    return library.evals


def test_a_case_comes_back_as_it_was(evals: EvalLibrary) -> None:
    suite = evals.main_suite()
    row = evals.save_case(suite.id, WHOLE)

    assert evals.case("tea") == WHOLE
    assert (row.name, row.tags, row.checks, row.asked) == ("Tea", ("drinks",), 8, "Nothing.")
    assert evals.cases(suite.id) == [row]
    assert evals.suite_of_case("tea").cases == 1


def test_another_name_is_the_same_case_and_another_check_is_not(evals: EvalLibrary) -> None:
    suite = evals.main_suite()
    first = evals.save_case(suite.id, WHOLE)
    renamed = evals.save_case(suite.id, replace(WHOLE, name="Leaf", tags=(), note="", made_at=9.0))
    changed = evals.save_case(suite.id, replace(WHOLE, checks=(AtMost(3),)))

    assert renamed.digest == first.digest
    assert changed.digest != first.digest
    assert [case.id for case in evals.cases(suite.id)] == ["tea"]


def test_cases_keep_their_order(evals: EvalLibrary) -> None:
    suite = evals.main_suite()
    for name in ("c", "a", "b"):
        evals.save_case(suite.id, replace(WHOLE, id=name, name=name))
    evals.save_case(suite.id, replace(WHOLE, id="c", name="again"))
    assert [case.name for case in evals.cases(suite.id)] == ["again", "a", "b"]


def test_a_case_is_taken_out_of_the_trash_where_it_was(evals: EvalLibrary) -> None:
    suite = evals.main_suite()
    for name in ("a", "b"):
        evals.save_case(suite.id, replace(WHOLE, id=name))
    evals.trash_case("a")
    assert [case.id for case in evals.cases(suite.id)] == ["b"]
    assert evals.suite(suite.id).cases == 1

    evals.restore_case("a")
    assert [case.id for case in evals.cases(suite.id)] == ["a", "b"]


def test_the_first_suite_is_the_main_one_until_another_is_chosen(evals: EvalLibrary) -> None:
    first = evals.main_suite()
    second = evals.create_suite("  All   about tea ")
    assert (first.name, second.name) == ("My cases", "All about tea")
    assert evals.main_suite().id == first.id

    evals.make_main_suite(second.id)
    assert [suite.main for suite in evals.suites()] == [True, False]
    assert evals.main_suite().id == second.id


def test_the_main_suite_is_so_again_when_it_is_back(evals: EvalLibrary) -> None:
    first = evals.main_suite()
    second = evals.create_suite("Tea")
    evals.make_main_suite(second.id)

    evals.trash_suite(second.id)
    assert [(suite.id, suite.main) for suite in evals.suites()] == [(first.id, True)]

    evals.restore_suite(second.id)
    assert evals.main_suite().id == second.id


def test_a_suite_needs_a_name(evals: EvalLibrary) -> None:
    with pytest.raises(InvalidText):
        evals.create_suite(" \0 ")
    suite = evals.main_suite()
    with pytest.raises(InvalidText):
        evals.rename_suite(suite.id, "")
    evals.rename_suite(suite.id, "Daily")
    assert evals.suite(suite.id).name == "Daily"


def test_what_is_not_there_is_said(evals: EvalLibrary) -> None:
    for missing in (
        lambda: evals.suite("no"),
        lambda: evals.case("no"),
        lambda: evals.suite_of_case("no"),
        lambda: evals.save_case("no", WHOLE),
        lambda: evals.trash_case("no"),
        lambda: evals.make_main_suite("no"),
        lambda: evals.rename_suite("no", "x"),
    ):
        with pytest.raises(NotFound):
            missing()


def test_a_text_is_dropped_when_nothing_refers_to_it_any_more(library: Library) -> None:
    evals = library.evals
    suite = evals.main_suite()
    evals.save_case(suite.id, WHOLE)
    evals.save_case(suite.id, replace(WHOLE, checks=()))
    evals.create_run(RunPlan(suite.id, (Candidate("now"),)))
    evals.save_case(suite.id, replace(WHOLE, checks=(AtMost(1),)))

    with library.database.reading() as c:
        kept = [json.loads(text)["checks"] for text in c.scalars(select(case_texts.c.text))]
    assert sorted(map(len, kept)) == [0, 1]
