"""What is typed for candidates, and what is made of it."""

import pytest

from desktop.evals.candidates import Typed, candidates_of, hinted, mistake, typed_of
from graphs import Candidate


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (Typed("0"), ""),
        (Typed("0", temperature=" 0,7 ", top_p="1", seed="42", price_in="0.15"), ""),
        (Typed("0", temperature="hot"), "temperature"),
        (Typed("0", temperature="2.1"), "temperature"),
        (Typed("0", temperature="nan"), "temperature"),
        (Typed("0", temperature="-1"), "temperature"),
        (Typed("0", top_p="1.01"), "top_p"),
        (Typed("0", seed="4.5"), "seed"),
        (Typed("0", seed="²"), "seed"),
        (Typed("0", base_url="models.example.org", model="m"), "base_url"),
        (Typed("0", base_url="file:///etc/passwd", model="m"), "base_url"),
        (Typed("0", base_url="https://models.example.org/v1"), "model"),
        (Typed("0", base_url="http://localhost:8080/v1", model="m"), ""),
        (Typed("0", key_variable="sk-123456"), "key_variable"),
        (Typed("0", price_out="inf"), "price_out"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(typed: Typed, wrong: str) -> None:
    assert mistake(typed) == wrong


def test_candidates_without_names_are_told_apart() -> None:
    rows = hinted(
        [
            Typed("0"),
            Typed("1"),
            Typed("2", model="small", temperature="0.2"),
            Typed("3", name="What is used now"),
            Typed("4", system_prompt="You are a pirate and answer in rhymes only."),
        ],
        "What is used now",
    )
    assert [row.hint for row in rows] == [
        "What is used now (2)",
        "What is used now (3)",
        "small, T 0.2",
        "What is used now (4)",
        "What is used now, “You are a pirate and ans…”",
    ]


def test_what_is_typed_comes_back_from_what_was_run() -> None:
    typed = Typed(
        "0",
        model=" small ",
        system_prompt=" Be brief. ",
        temperature="0,7",
        seed="3",
        base_url="https://models.example.org/v1",
        key_variable="OTHER_API_KEY",
        agent_version="1",
        price_in="0.15",
    )
    (candidate,) = candidates_of(hinted([typed], "What is used now"))

    assert candidate == Candidate(
        "small, v1, T 0,7, “Be brief.”",
        model="small",
        base_url="https://models.example.org/v1",
        key_variable="OTHER_API_KEY",
        agent_version="1",
        system_prompt="Be brief.",
        temperature=0.7,
        seed=3,
        price_in=0.15,
    )
    again = typed_of(candidate, "1", "What is used now")
    assert candidates_of([again]) == (candidate,)


def test_a_name_that_nobody_typed_is_not_typed_when_it_comes_back() -> None:
    (candidate,) = candidates_of(hinted([Typed("0")], "What is used now"))
    assert candidate == Candidate("What is used now")
    assert typed_of(candidate, "1", "What is used now").name == ""
