import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.storage.text import evident, storable, undisguised


@given(st.text(st.characters()))
def test_any_text_can_be_stored_and_whole_text_is_left_alone(text: str) -> None:
    stored = storable(text)

    assert len(stored) == len(text)
    assert stored.encode().decode() == stored
    try:
        text.encode()
    except UnicodeEncodeError:
        assert "\ufffd" in stored
    else:
        assert stored == text


@pytest.mark.parametrize("lone", ["\ud83d", "a\udc00b"])
def test_lone_surrogates_are_replaced(lone: str) -> None:
    assert "\ufffd" in storable(lone)


def test_what_would_not_be_seen_is_spelled_out_or_taken_away() -> None:
    said = "a\u202ebc\x1b[31m\u200d é\tש\n"

    assert evident(said) == "a\\u202ebc\\x1b[31m\u200d é\tש\n"
    assert undisguised(said) == "abc[31m\u200d é\tש\n"
