import json

import pytest

from desktop.chat.action_look import detail, line, written
from desktop.chat.rows import Row, RowKind
from graphs import Action, ActionStatus, DiffLine, Preview
from tests.an_action import an_action


def row(action: Action | None = None, **changes: object) -> Row:
    given = {"name": "write_file", "arguments": "{}", "text": "", **changes}
    return Row(RowKind.ACTION, "m/call-c1", "m", action=action, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "tone", "told"),
    [
        (ActionStatus.ALLOWED, "running", True),
        (ActionStatus.STARTED, "running", False),
        (ActionStatus.DONE, "done", False),
        (ActionStatus.FAILED, "failed", True),
        (ActionStatus.REJECTED, "rejected", True),
        (ActionStatus.ANSWERED, "answered", True),
    ],
)
def test_a_line_says_where_its_action_stands(status: ActionStatus, tone: str, told: bool) -> None:
    shown = line(row(an_action(status=status)))

    assert (shown["tone"], shown["told"]) == (tone, told)
    assert shown["word"]


def test_a_line_is_short_whatever_the_action_holds() -> None:
    preview = Preview("Run echo\na\n  b", "", undo=False)
    done = an_action(status=ActionStatus.DONE, preview=preview, result="\none " * 400)
    shown = line(row(done))

    assert shown["title"] == "Run echo a b"
    assert "\n" not in shown["summary"]
    assert len(shown["summary"]) <= 160


def test_how_long_it_took_is_told_when_it_says_something() -> None:
    def took(seconds: float) -> str:
        done = an_action(status=ActionStatus.DONE, started_at=5.0, finished_at=5.0 + seconds)
        return line(row(done))["took"]

    assert took(1.2) == "1.2 s"
    assert took(0.01) == ""
    settled = an_action(status=ActionStatus.DONE, started_at=5.0, decided_at=90.0, finished_at=90.0)
    assert line(row(settled))["took"] == ""  # nobody saw it end


def test_both_versions_of_edited_arguments_are_told() -> None:
    action = an_action(
        status=ActionStatus.DONE, edited=json.dumps({"path": "notes.txt", "content": "oat milk"})
    )

    assert line(row(action))["note"] == "edited by you"
    shown = detail(row(action))
    assert shown["proposed"] == "path: notes.txt\ncontent: milk"
    assert shown["edited"] == "path: notes.txt\ncontent: oat milk"


@pytest.mark.parametrize("status", [ActionStatus.REJECTED, ActionStatus.ANSWERED])
def test_the_persons_words_are_told_once(status: ActionStatus) -> None:
    action = an_action(status=status, words="Not that one.", result="The person says: no.")

    assert line(row(action))["summary"] == "Not that one."
    shown = detail(row(action))
    assert (shown["words"], shown["result"]) == ("Not that one.", "")
    assert shown["answered"] == (status is ActionStatus.ANSWERED)


def test_the_diff_is_told_as_it_was_shown() -> None:
    lines = (DiffLine("removed", "milk"), DiffLine("added", "oat milk"), DiffLine("gap", ""))
    preview = Preview("Edit notes.txt", "", undo=True, diff=lines, more=12)

    shown = detail(row(an_action(status=ActionStatus.DONE, preview=preview)))

    assert shown["diff"] == ["- milk", "+ oat milk", "… "]
    assert shown["more"] == 12


def test_why_is_told_where_nobody_was_asked() -> None:
    rule = "Your rule: notes/, always."
    ran = an_action(status=ActionStatus.DONE, asks=False, because=rule, decided_by="rule")
    asked = an_action(status=ActionStatus.DONE, asks=True)
    read = an_action(status=ActionStatus.DONE, asks=False, decided_by="rule", tool="read_file")

    assert line(row(read))["note"] == line(row(asked))["note"] == ""
    assert line(row(ran))["note"] == "allowed by your rule"
    assert detail(row(ran))["because"] == rule
    assert detail(row(asked))["because"] == ""


@pytest.mark.parametrize("result", ["x" * 100_000, "x\n" * 2_000, "\n" * 500])
def test_a_long_result_is_cut_to_what_a_frame_can_hold_and_says_where_the_rest_is(
    result: str,
) -> None:
    shown = detail(row(an_action(status=ActionStatus.DONE, result=result)))["result"]

    beginning, _, last = shown.rpartition("\n")
    assert result.startswith(beginning)
    assert len(shown) < 4_000
    assert shown.count("\n") < 100
    assert last.endswith("Activity page.")


def test_a_result_that_fits_is_told_whole() -> None:
    result = "line\n" * 50

    assert detail(row(an_action(status=ActionStatus.DONE, result=result)))["result"] == result


@pytest.mark.parametrize("failed", [False, True])
def test_a_call_older_than_the_journal_has_a_line_of_what_is_known(failed: bool) -> None:
    old = row(text="12:00\nUTC", name="current_time", arguments='{"zone": "UTC"}', failed=failed)

    shown = line(old)
    assert (shown["title"], shown["summary"]) == ("Current time", "12:00")
    assert (shown["tone"], shown["told"]) == ("failed" if failed else "done", failed)
    assert (detail(old)["proposed"], detail(old)["result"]) == ("zone: UTC", "12:00\nUTC")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ('{"path": "a b", "deep": true, "list": ["ä"]}', 'path: a b\ndeep: true\nlist: ["ä"]'),
        ("{}", ""),
        ("[1]", "[1]"),
        ("{broken", "{broken"),
    ],
)
def test_arguments_are_written_for_people(arguments: str, words: str) -> None:
    assert written(arguments) == words
