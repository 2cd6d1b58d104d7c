"""Texts as parts of a page: none of them can break it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.cli.markdown_text import fenced, quoted, within

TEXTS = st.lists(
    st.sampled_from(["```", "~~~~", "````py", "`", "# Title", "   ## Two", "text", "\n", " "])
).map("".join)


@given(TEXTS)
def test_nothing_ends_a_block(text: str) -> None:
    opening, *inside, closing = fenced(text).split("\n")
    assert "\n".join(inside) == text
    assert opening == closing
    assert all(not re.match(rf" *{opening}", line) for line in inside)


@given(TEXTS)
def test_every_line_of_a_quotation_is_one(text: str) -> None:
    assert all(line.startswith(">") for line in quoted(text).splitlines())


@given(TEXTS)
def test_no_heading_is_as_high_as_ours_and_no_block_stays_open(text: str) -> None:
    fence = ""
    for line in within(text).splitlines():
        found = re.match(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})", line)
        if fence:
            closes = found and found[1].startswith(fence) and not line.strip(f" {fence[0]}")
            fence = "" if closes else fence
        elif found:
            fence = found[1]
        else:
            assert not re.match(r" {0,3}#{1,3}(\s|$)", line)
    assert not fence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# One\n###### Six\n#tag", "#### One\n###### Six\n#tag"),
        ("```\n# a comment\n```\n# One", "```\n# a comment\n```\n#### One"),
        ("````\n```\nopen", "````\n```\nopen\n````"),
        ("```not``` a block\n# One", "```not``` a block\n#### One"),
        ("~~~\n```\n~~~", "~~~\n```\n~~~"),
    ],
)
def test_a_text_keeps_its_form_under_ours(text: str, shown: str) -> None:
    assert within(text) == shown
