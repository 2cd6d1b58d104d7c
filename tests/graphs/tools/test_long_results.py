import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import ToolError
from graphs.storage.blobs import Blobs
from graphs.tools.long_results import LONGEST, kept, paged, shortened
from tests.graphs.tools.conftest import Bench


def test_short_results_are_told_as_they_are(bench: Bench) -> None:
    assert shortened("x" * LONGEST, bench.desk.blobs) == "x" * LONGEST


async def test_a_long_result_can_be_read_to_its_end(bench: Bench) -> None:
    whole = "".join(f"line {number} é\n" for number in range(6000))

    told = shortened(whole, bench.desk.blobs)

    assert len(told) < 4300
    read = ""
    while "\n[Characters " in told:
        text, _, note = told.rpartition("\n[Characters ")
        read += f"{text}\n"
        path = note.partition('path="')[2].partition('"')[0]
        offset = int(note.partition("offset=")[2].partition(")")[0])
        told = await bench.call("read_file", path=path, offset=offset)
    assert read + told == whole


def test_what_cannot_be_stored_is_replaced(bench: Bench) -> None:
    assert shortened("\ud83d", bench.desk.blobs) == "\ufffd"


@pytest.mark.parametrize("path", ["result:", "result:abc", "result:" + "0" * 64, "result:../x"])
def test_a_result_that_is_not_there_is_said(blobs: Blobs, path: str) -> None:
    with pytest.raises(ToolError, match="no such result"):
        kept(path, blobs)
    assert kept("notes.txt", blobs) is None


@pytest.fixture
def blobs(bench: Bench) -> Blobs:
    return bench.desk.blobs


@given(st.text("ab\n", max_size=200), st.integers(1, 50))
def test_pages_join_to_the_whole_and_end(text: str, most: int) -> None:
    offset, pages = 0, 0
    while offset < len(text):
        page = paged(text, offset, "a.txt", most)
        head, note, rest = page.rpartition("\n[Characters ")
        if not note:
            assert text[offset:] == page
            return
        end = int(rest.partition("offset=")[2].partition(")")[0])
        assert offset < end <= offset + most
        assert text[offset:end].rstrip("\n") == head
        offset, pages = end, pages + 1
    assert pages <= len(text)
