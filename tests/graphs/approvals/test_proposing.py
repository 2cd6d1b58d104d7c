"""How a tool call becomes an action: what it would do, and whether it asks."""

import json
from pathlib import Path

import pytest

from graphs.approvals.proposing import MISFIT, MOST_CALLS, TRIES, TYPED, Place, proposed, typed_in
from graphs.storage.action_records import ActionStatus, Rule
from graphs.storage.actions import NewAction
from graphs.tools.call import Call
from graphs.tools.registry import by_name
from tests.graphs.approvals.conftest import call


def propose(folder: Path, what: Call, *rules: Rule, misfits: int = 0) -> NewAction:
    place = Place("conversation", "b1", "t1", folder)
    return proposed(place, what, by_name(what.tool), rules, misfits)


def allow(pattern: str = "", tool: str = "write_file") -> Rule:
    return Rule("r1", tool, pattern, "", "allow", 1.0)


def never(pattern: str = "", tool: str = "write_file") -> Rule:
    return Rule("r2", tool, pattern, "", "never", 1.0)


def test_what_changes_something_waits_with_all_the_person_needs(folder: Path) -> None:
    new = propose(folder, call())
    assert (new.status, new.asks, new.decided_by, new.seal) == (ActionStatus.WAITING, True, "", "")
    assert new.shown.preview.title == "Write c1.txt"
    assert [field.name for field in new.shown.fields] == ["path", "content"]
    assert new.shown.patterns == (f"{folder}/",)
    assert json.loads(new.arguments) == {"path": "c1.txt", "content": "new"}
    assert new.workspace == str(folder)


def test_what_only_reads_is_allowed_and_sealed(folder: Path) -> None:
    new = propose(folder, call(tool="current_time"))
    assert (new.status, new.asks, new.decided_by) == (ActionStatus.ALLOWED, False, "rule")
    assert new.seal


def test_a_rule_allows_and_says_so(folder: Path) -> None:
    new = propose(folder, call(), allow(f"{folder}/"))
    assert (new.status, new.decided_by) == (ActionStatus.ALLOWED, "rule")
    assert "Your rule" in new.because


@pytest.mark.parametrize("path", ["../out.txt", "/etc/passwd", "notes/../../out.txt", ""])
def test_no_rule_of_a_folder_allows_what_lies_elsewhere(folder: Path, path: str) -> None:
    new = propose(folder, call(path=path, content=""), allow(f"{folder}/"))
    assert new.status is not ActionStatus.ALLOWED


def test_a_link_in_an_allowed_folder_leads_nowhere_else(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    (folder / "in" / "link").symlink_to(folder / "out")
    new = propose(folder, call(path="in/link/a.txt", content=""), allow(f"{folder}/in/"))
    assert new.status is ActionStatus.WAITING


@pytest.mark.parametrize("misfits", [0, TRIES])
@pytest.mark.parametrize("position", [0, MOST_CALLS])
@pytest.mark.parametrize("given", [{"path": "a", "content": ""}, {"wrong": 1}])
def test_what_is_forbidden_never_asks_however_it_comes(
    folder: Path, misfits: int, position: int, given: dict[str, str]
) -> None:
    what = call(position=position, **given)
    new = propose(folder, what, allow(), never(), misfits=misfits)
    assert (new.status, new.asks) == (ActionStatus.FAILED, False)
    assert "forbids" in new.result


def test_arguments_that_do_not_fit_are_told_and_the_last_time_asked_about(folder: Path) -> None:
    wrong = call(path="a.txt")
    for misfits in range(TRIES - 1):
        new = propose(folder, wrong, allow(), misfits=misfits)
        assert (new.status, new.because) == (ActionStatus.FAILED, MISFIT)
        assert "content: This is needed." in new.result
    new = propose(folder, wrong, allow(), misfits=TRIES - 1)
    assert (new.status, new.because) == (ActionStatus.WAITING, MISFIT)
    assert [field.name for field in new.shown.fields] == ["path", "content"]


def test_so_many_calls_of_one_answer_are_taken_and_no_more(folder: Path) -> None:
    last = propose(folder, call(position=MOST_CALLS - 1, siblings=200))
    assert last.status is ActionStatus.WAITING
    over = propose(folder, call(position=MOST_CALLS, siblings=200), allow())
    assert over.status is ActionStatus.FAILED
    assert f"200 calls at once are too many: only the first {MOST_CALLS}" in over.result


def test_a_tool_that_there_is_not_is_told(folder: Path) -> None:
    new = propose(folder, call(tool="launch_rocket"), allow(tool="launch_rocket"))
    assert new.status is ActionStatus.FAILED
    assert "no tool 'launch_rocket'" in new.result


def test_each_action_has_an_id_of_its_own(folder: Path) -> None:
    assert propose(folder, call()).id != propose(folder, call()).id


def test_what_the_person_typed_is_decided_by_them(folder: Path) -> None:
    spec = by_name("write_file")
    assert spec is not None
    new = typed_in(Place("conversation", "b1", "t1", folder), call(), spec)
    assert (new.status, new.asks, new.decided_by) == (ActionStatus.ALLOWED, False, "person")
    assert (new.because, bool(new.seal)) == (TYPED, True)
