"""What is shown of one step."""

import pytest

from desktop.timeline.detail import parts
from graphs import DatabaseDamaged, Message, StateChange, StepDetail, TracingState
from tests.desktop.timeline.conftest import PlainHost, Timeline
from tests.desktop.timeline.made import MODEL, step

SAID = Message("k", "m", "assistant", "Done.", 1.0, "t1")


def detail(*changes: StateChange) -> StepDetail:
    return StepDetail(step(2, MODEL), (SAID,), "2", "run-1", changes)


def told(of: StepDetail) -> dict[str, str]:
    return {part.label: part.text for part in parts(of)}


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("[]", "Nothing: the turn is at rest"),
        ('["model"]', "The model"),
        ('["read_file", "read_file", "write_file"]', "read file, write file"),
    ],
)
def test_what_runs_next_is_told_in_words(after: str, words: str) -> None:
    assert told(detail(StateChange("next", "", after)))["Next"] == words


def test_other_state_is_shown_before_and_after() -> None:
    shown = told(detail(StateChange("open_tasks", "[1]", "[1, 2]"), StateChange("new", "", "{}")))

    assert shown["Open tasks"] == "- [1]\n+ [1, 2]"
    assert shown["New"] == "+ {}"
    assert "Next" not in shown


def test_it_says_that_the_step_before_cannot_be_read() -> None:
    unknown = StepDetail(step(2, MODEL), (SAID,), "2", "", None)

    assert told(unknown)["Changed"] == "The step before it cannot be read."
    assert "Run" not in told(unknown)


def test_a_damaged_step_says_so_in_its_place(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(*_: object) -> StepDetail:
        raise DatabaseDamaged("This step cannot be read.", "The others can.")

    timeline.path.long(1)
    timeline.open()
    monkeypatch.setattr("tests.desktop.timeline.conftest.PlainHost.step_state", damaged)
    shown = timeline.view_model.detail

    timeline.view_model.toggleDetail("step:2")
    timeline.desk.until(lambda: not shown.reading)

    (part,) = shown.parts.rows
    assert (part.text, part.grave) == ("This step cannot be read. The others can.", True)
    timeline.view_model.toggleDetail("step:2")
    assert shown.key == ""


def test_a_run_leads_to_its_trace_where_there_is_a_langsmith(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, found = timeline.view_model.detail, list[str]()
    shown.traceFound.connect(found.append)
    timeline.path.long(1)
    timeline.open()
    timeline.view_model.toggleDetail("step:2")
    timeline.desk.until(lambda: not shown.reading)
    assert not shown.traceable

    monkeypatch.setattr(PlainHost, "traces", TracingState("smith.example"))
    timeline.view_model.toggleDetail("step:1")
    timeline.desk.until(lambda: bool(shown.traceable))
    timeline.desk.act(shown.findTrace)
    timeline.desk.until(lambda: not shown.finding)
    assert (found, shown.traceTrouble) == ([], "LangSmith cannot be reached.")

    monkeypatch.setattr(PlainHost, "traces", TracingState("smith.example", "Cairn"))
    timeline.desk.act(shown.findTrace)
    timeline.desk.until(lambda: bool(found))
    assert (found, shown.traceTrouble) == (["https://smith.example/run-1"], "")
