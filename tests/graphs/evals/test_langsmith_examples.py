"""Examples become cases or are refused in words, whatever they hold."""

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import InvalidCase
from graphs.evals.langsmith_examples import case_of, example_of
from graphs.storage.eval_records import Case
from tests.graphs.storage.test_suites import WHOLE

_EXAMPLE = example_of(WHOLE)
_NAMES = st.sampled_from(
    [
        "messages",
        "checks",
        "cairn_case",
        "role",
        "type",
        "content",
        "tool_calls",
        "function",
        "name",
        "arguments",
        "args",
        "id",
        "blobs",
        "files",
        "origin",
        "kind",
        "text",
    ]
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["user", "ai", "tool", "contains", "../x"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(_NAMES, below, max_size=4),
    max_leaves=12,
)
_OBJECTS = st.dictionaries(_NAMES, _VALUES, max_size=4)


@given(_OBJECTS, _OBJECTS, _OBJECTS, st.booleans(), st.booleans())
def test_any_example_is_a_case_or_is_refused(
    inputs: dict[str, Any],
    outputs: dict[str, Any],
    metadata: dict[str, Any],
    ours: bool,
    asked: bool,
) -> None:
    known = {"cairn_case": {**_EXAMPLE["metadata"]["cairn_case"], **metadata}} if ours else metadata
    said = _EXAMPLE["inputs"] if asked else inputs
    with suppress(InvalidCase):
        case = case_of("e", said, outputs, known)
        assert isinstance(case, Case)
        assert case.messages
