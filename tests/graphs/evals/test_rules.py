"""Checks that need no judge."""

import pytest

from graphs.evals.rules import Rule, graded
from graphs.storage.eval_records import (
    AtMost,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposal,
    Proposes,
    Reference,
    Verdict,
)

WRITE = Proposal("write_file", '{"path": "a.txt", "content": "x"}', answered=False)
READ = Proposal("read_file", '{"path": "a.txt"}', answered=True)
JSON = 'Here:\n```json\n{"total": 3, "rows": [{"id": 7}]}\n```'


@pytest.mark.parametrize(
    ("rule", "answer", "holds"),
    [
        (Reference("A pile of stones."), " a pile of  STONES ", True),
        (Reference("A pile of stones."), "A pile of stone.", False),
        (Contains("pile of"), "A PILE\nof stones", True),
        (Contains("bread"), "stones", False),
        (Contains("bread", must=False), "stones", True),
        (Contains("stones", must=False), "stones", False),
        (Matches(r"\d+ stones"), "about 12 stones", True),
        (Matches(r"^stones$"), "12 stones", False),
        (Matches("sorry|cannot", must=False), "I cannot", False),
        (JsonPath("$.total", "3"), JSON, True),
        (JsonPath("$.rows[*].id", "7"), JSON, True),
        (JsonPath("$.rows"), JSON, True),
        (JsonPath("$.total", "4"), JSON, False),
        (JsonPath("$.missing"), JSON, False),
        (JsonPath("$.total"), "three", False),
        (Language("de"), "Das ist ein Haufen Steine, der einen Weg zeigt.", True),
        (Language("en"), "Das ist ein Haufen Steine, der einen Weg zeigt.", False),
        (Language("en"), "  ", False),
    ],
)
def test_what_is_said_is_held_to_it(rule: Rule, answer: str, holds: bool) -> None:
    found = graded(rule, answer, ())
    assert found.verdict is (Verdict.PASSED if holds else Verdict.FAILED), found.reason
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (Proposes("write_file"), True),
        (Proposes("write_file", '{"path": "a.txt"}'), True),
        (Proposes("write_file", '{"content": "x", "path": "a.txt"}'), True),
        (Proposes("write_file", '{"path": "b.txt"}'), False),
        (Proposes("run_command"), False),
        (Proposes("run_command", must=False), True),
        (Proposes("write_file", '{"path": "b.txt"}', must=False), True),
        (Proposes("write_file", must=False), False),
        (AtMost(2), True),
        (AtMost(1), False),
    ],
)
def test_what_is_wanted_is_held_to_it(rule: Rule, holds: bool) -> None:
    found = graded(rule, "", (READ, WRITE))
    assert found.verdict is (Verdict.PASSED if holds else Verdict.FAILED), found.reason


def test_a_pattern_that_takes_too_long_is_no_grade() -> None:
    found = graded(Matches(r"(x+x+)+y"), "x" * 5_000, ())
    assert (found.verdict, found.reason) == (Verdict.UNGRADED, "The pattern takes too long.")


def test_a_pattern_that_is_none_is_no_grade() -> None:
    assert graded(Matches("("), "x", ()).verdict is Verdict.UNGRADED
