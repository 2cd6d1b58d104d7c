import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import ToolError
from graphs.tools.content import decoded, edited, occurrences


@given(
    st.text().map(str.encode)
    | st.lists(st.sampled_from([b"a", b"\r\n", b"\n", b"\r"])).map(b"".join)
)
def test_reading_and_writing_back_changes_no_byte(content: bytes) -> None:
    try:
        assert decoded(content, "a.txt").encoded() == content
    except ToolError:
        assert b"\0" in content


@given(st.text("ab\n", min_size=1), st.text("ab\n", min_size=1), st.text("ab\n"))
def test_an_edit_changes_the_one_place_or_nothing(text: str, old: str, new: str) -> None:
    times = sum(text.startswith(old, at) for at in range(len(text)))
    before = decoded(text.encode(), "a.txt")

    assert occurrences(text, old) == times
    if times == 1:
        assert edited(before, old, new, "a.txt").text == text.replace(old, new)
    else:
        with pytest.raises(ToolError):
            edited(before, old, new, "a.txt")
