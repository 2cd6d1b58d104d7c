"""What an action would change may itself change between the question and the deed."""

import json
import shutil
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve, Edit, Reject
from graphs.errors import ActionChanged
from graphs.session.events import (
    ActionDecided,
    ActionNeedsDecision,
)
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import ask, files, told, write


async def test_a_file_that_changes_while_it_is_asked_about_is_shown_anew(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("first\n")
    await ask(desk, endpoint, write("a.txt", "new\n"))
    (asked,) = desk.waiting()
    (folder / "a.txt").write_text("second\n")
    with pytest.raises(ActionChanged):
        await desk.host.decide({asked.id: Approve()})
    assert files(folder) == {"a.txt": "second\n"}
    (again,) = desk.waiting()
    assert ("removed", "second") in [(line.kind, line.text) for line in again.preview.diff]
    assert desk.of(ActionNeedsDecision)[-1].action == again
    assert await desk.host.decide({again.id: Approve()}) is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "new\n"}


async def test_a_file_that_changes_may_be_left_alone_by_rejecting(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    (folder / "a.txt").write_text("mine")
    await desk.host.decide({desk.waiting()[0].id: Reject()})
    assert files(folder) == {"a.txt": "mine"}


async def test_an_edit_is_held_against_the_preview_it_was_made_with(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    (asked,) = desk.waiting()
    edited = json.dumps({"path": "b.txt", "content": "edited"})
    (folder / "b.txt").write_text("one")
    preview = await desk.host.preview(asked.id, edited)
    assert ("removed", "one") in [(line.kind, line.text) for line in preview.diff]
    (folder / "b.txt").write_text("two")
    with pytest.raises(ActionChanged):
        await desk.host.decide({asked.id: Edit(edited)})
    await desk.host.preview(asked.id, edited)
    await desk.host.decide({asked.id: Edit(edited)})
    assert files(folder) == {"b.txt": "edited"}


async def test_a_file_that_changes_after_the_decision_is_asked_about_again(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("first")
    await ask(desk, endpoint, write("a.txt", "new"))
    (asked,) = desk.waiting()

    def change(event: object) -> None:
        if isinstance(event, ActionDecided):
            (folder / "a.txt").write_text("second")

    desk.on_event.append(change)
    edited = Edit(json.dumps({"path": "a.txt", "content": "edited"}))
    assert await desk.host.decide({asked.id: edited}) is TurnStatus.WAITING
    desk.on_event.clear()
    (again,) = desk.waiting()
    assert files(folder) == {"a.txt": "second"}
    assert "Look once more" in again.preview.warning
    assert json.loads(again.draft)["arguments"]["content"] == "edited"
    assert await desk.host.decide({again.id: edited}) is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "edited"}


async def test_two_edits_of_one_file_never_lose_one_of_them(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("one two")
    edits = [
        ToolCall("edit_file", json.dumps({"path": "a.txt", "old": old, "new": old.upper()}))
        for old in ("one", "two")
    ]
    await ask(desk, endpoint, *edits)
    await desk.host.decide({action.id: Approve() for action in desk.waiting()})
    for action in desk.waiting():  # the first has changed what the second was asked about
        await desk.host.decide({action.id: Approve()})
    assert files(folder) == {"a.txt": "ONE TWO"}


async def test_a_workspace_that_has_vanished_is_told_and_not_made_again(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    shutil.rmtree(folder)
    await desk.host.decide({desk.waiting()[0].id: Approve()})
    action = desk.action("write_file")
    assert action.status is ActionStatus.FAILED
    assert "workspace" in told(endpoint)[0]
    with pytest.raises(FileNotFoundError):
        files(folder)


async def test_an_action_runs_in_the_workspace_that_was_shown(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, tmp_path: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    other = tmp_path / "other"
    other.mkdir()
    desk.library.set_workspace(desk.conversation.id, str(other))
    await desk.host.decide({desk.waiting()[0].id: Approve()})
    assert files(folder) == {"a.txt": "new"}
    assert files(other) == {}
    endpoint.then(ToolCalls((write("b.txt"),)))
    await desk.host.send(desk.branch, "t2", "There.")
    assert desk.waiting()[0].workspace == str(other)
