import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import InvalidText
from graphs.session.inbound import clean


@given(st.text(st.characters(codec=None, categories=None), min_size=1))
def test_what_is_recorded_can_be_stored_and_sent_and_keeps_its_length(text: str) -> None:
    try:
        cleaned = clean(text)
    except InvalidText:
        assert not text.strip()
        return
    assert len(cleaned) == len(text)
    assert "\0" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\u2003"])
def test_nothing_but_space_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        clean(text)


@pytest.mark.parametrize("text", ["مرحبا", "👩‍👩‍👧‍👦", "  indented\n", "a\r\nb"])
def test_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text
