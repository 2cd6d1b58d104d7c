from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.shared import links
from desktop.shared.links import (
    ActionLink,
    BranchLink,
    ConversationLink,
    Link,
    NewLink,
    StepLink,
    SuiteLink,
)

ids = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)
typed = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\x85\xa0"), max_size=50
).filter(str.isprintable)
any_link = st.one_of(
    ids.map(ConversationLink),
    ids.map(BranchLink),
    ids.map(ActionLink),
    ids.map(SuiteLink),
    st.builds(StepLink, ids, st.integers(1, 999_999_999)),
    typed.map(NewLink),
)


@given(any_link)
def test_what_was_written_reads_the_same(link: Link) -> None:
    assert links.is_link(links.write(link))
    assert links.read(links.write(link)) == link


@given(st.text(max_size=80))
def test_whatever_comes_is_a_link_or_none(rest: str) -> None:
    links.read(rest)
    links.read(f"cairn://{rest}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://conversation/1",
        "cairn:conversation/1",
        "cairn://conversation",
        "cairn://conversation/1/2",
        "cairn://conversation/..",
        "cairn://conversation/%2e%2e%2f",
        "cairn://step/1/0",
        "cairn://step/1/-1",
        "cairn://step/1/1e3",
        "cairn://step/1/\N{ARABIC-INDIC DIGIT ONE}",
        "cairn://approve/1",
        "cairn://send?text=Hello",
        "cairn://new/send?text=Hello",
        "cairn://[",
    ],
)
def test_what_leads_nowhere_is_none(text: str) -> None:
    assert links.read(text) is None


def test_letters_large_or_small_and_a_last_slash_are_the_same() -> None:
    assert links.read("CAIRN://Suite/a1/ ") == SuiteLink("a1")


def test_a_text_comes_without_what_no_keyboard_types() -> None:
    text = "a\tb\nc\x00\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}d"

    assert links.read(f"cairn://new?text={quote(text)}") == NewLink("a\tb\nc[2Jd")


def test_a_text_is_no_longer_than_a_person_could_look_through() -> None:
    link = links.read(f"cairn://new?text={'x' * 1_000_000}")

    assert link == NewLink("x" * links.LONGEST_TEXT)
