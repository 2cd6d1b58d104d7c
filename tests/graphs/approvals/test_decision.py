"""The seal covers every part of what was decided."""

from hypothesis import given
from hypothesis import strategies as st

from graphs.approvals.decision import seal

PARTS = ("action", "call", "write_file", "/work", '{"path": "a"}', '{"path": "b"}', "person")


def test_the_same_parts_have_the_same_seal() -> None:
    assert seal(*PARTS) == seal(*PARTS)
    assert len(seal(*PARTS)) == 64


@given(st.integers(0, len(PARTS) - 1), st.text())
def test_another_part_has_another_seal(at: int, other: str) -> None:
    parts = list(PARTS)
    parts[at] = other
    assert (seal(*parts) == seal(*PARTS)) == (parts == list(PARTS))


@given(st.text(), st.text())
def test_no_part_can_be_moved_into_its_neighbour(first: str, second: str) -> None:
    moved = seal("a", first + second, "", "w", "{}", "{}", "person")
    assert (moved == seal("a", first, second, "w", "{}", "{}", "person")) == (second == "")
