"""Checks as they are typed."""

import pytest

from desktop.evals.checks import KINDS, TypedCheck, check_of, checks_of, tags_of, typed_of
from graphs import (
    AtMost,
    Check,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposes,
    Reference,
    Rubric,
)

EVERY: tuple[Check, ...] = (
    Contains("leaf"),
    Contains("leaf", must=False),
    Reference("A leaf.", judged=True),
    Reference("A leaf."),
    Proposes("write_file", '{"path": "a"}'),
    Proposes("write_file", must=False),
    Matches(" le.f"),
    Matches("le.f", must=False),
    JsonPath("$.a", "1"),
    AtMost(2),
    Language("en"),
    Rubric("Is it short?"),
)


def test_each_kind_of_check_is_typed_and_read_again() -> None:
    typed = [typed_of(check, str(number)) for number, check in enumerate(EVERY)]
    assert tuple(one.kind for one in typed) == KINDS
    assert checks_of(typed) == EVERY


def test_what_is_empty_is_left_out() -> None:
    assert checks_of([TypedCheck("1", text=" "), TypedCheck("2", text="leaf ")]) == (
        Contains("leaf"),
    )


@pytest.mark.parametrize("typed", ["", "two", "-1", "1.5", "²"])
def test_what_is_no_number_is_a_fault_later(typed: str) -> None:
    assert check_of(TypedCheck("1", "at_most", typed)) == AtMost(-1)


def test_tags_have_commas_between_them() -> None:
    assert tags_of(" money,  due   dates ,,money") == ("money", "due dates")
