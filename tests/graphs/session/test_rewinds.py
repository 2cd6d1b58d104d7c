"""Files are brought back to a step, as an action that can itself be taken back."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Again, Approve, Decision, Happened, Skip
from graphs.approvals.rewinding import FileBack
from graphs.errors import ActionChanged, AlreadyDecided, BranchBusy, NothingToDo
from graphs.session.events import ActionDecided, ActionFinished, ActionStarted, Event
from graphs.storage import images
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.lives import BringBack, Life, lived

pytestmark = pytest.mark.usefixtures("trash")
FILE_TOOLS = ("write_file", "edit_file", "move_file", "delete_file")


def called(tool: str, **given: str) -> ToolCall:
    return ToolCall(tool, json.dumps(given))


def writing(path: str, content: str) -> ToolCall:
    return called("write_file", path=path, content=content)


def tree(folder: Path) -> dict[str, str | None]:
    """All that lies in a folder: contents of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


class Rewinding:
    """A branch whose agent changes files without asking, and the way back."""

    def __init__(self, desk: Desk, endpoint: ScriptedEndpoint, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self._endpoint = endpoint
        self._turns = 0
        for tool in FILE_TOOLS:
            desk.library.add_rule(tool, "", "", "allow")

    async def does(self, *calls: ToolCall) -> None:
        """A turn in which the agent makes these calls, one after the other."""
        self._endpoint.then(*(ToolCalls((call,)) for call in calls))
        self._turns += 1
        status = await self.desk.host.send(self.desk.branch, f"t{self._turns}", "Please.")
        assert status is TurnStatus.FINISHED

    async def plan(self, position: int = 1) -> dict[str, FileBack]:
        files = await self.desk.host.files_back(self.desk.branch, position)
        return {file.shown: file for file in files}

    async def back(self, position: int = 1, but: tuple[str, ...] = ()) -> Action:
        """Bring back everything that can be."""
        plan = await self.plan(position)
        return await self.take(position, [f for f in plan.values() if f.shown not in but])

    async def take(self, position: int, files: list[FileBack]) -> Action:
        paths = [file.path for file in files if file.possible]
        return await self.desk.host.bring_back(self.desk.branch, position, paths)


@pytest.fixture
def rewinding(desk: Desk, endpoint: ScriptedEndpoint, folder: Path) -> Rewinding:
    return Rewinding(desk, endpoint, folder)


async def test_everything_the_agent_did_to_files_is_undone_and_redone(
    rewinding: Rewinding, folder: Path, trash: Path
) -> None:
    (folder / "notes.txt").write_text("one\ntwo\n")
    (folder / "old").mkdir()
    (folder / "old" / "deep.txt").write_text("deep\n")
    (folder / "script.sh").write_text("echo\n")
    (folder / "script.sh").chmod(0o750)
    before = tree(folder)
    await rewinding.does(
        called("edit_file", path="notes.txt", old="two", new="three"),
        called("move_file", source="old", destination="new/place"),
        writing("new/place/deep.txt", "changed\n"),
        called("delete_file", path="script.sh"),
        writing("made/here/fresh.txt", "fresh\n"),
        called("move_file", source="notes.txt", destination="moved.txt"),
    )
    after = tree(folder)
    plan = await rewinding.plan()
    assert all(file.possible and file.sure for file in plan.values())
    assert set(plan) == {
        "notes.txt", "moved.txt", "old", "new", "new/place/deep.txt",
        "script.sh", "made", "made/here", "made/here/fresh.txt",
    }  # fmt: skip
    action = await rewinding.back()
    assert tree(folder) == before
    assert (folder / "script.sh").stat().st_mode & 0o777 == 0o750
    assert (action.tool, action.status, action.decided_by) == (
        "bring_back",
        ActionStatus.DONE,
        "person",
    )
    assert action.result == "Brought back 9 files."
    assert {path.name for path in (trash / "files").iterdir()} >= {"moved.txt", "fresh.txt"}
    assert await rewinding.plan() == {}
    again = await rewinding.desk.host.take_back(action.id)
    assert (again.status, tree(folder)) == (ActionStatus.DONE, after)
    assert again.preview.title == "Take back “Bring back 9 files”"
    await rewinding.desk.host.take_back(again.id)
    assert tree(folder) == before


async def test_files_go_to_the_step_they_are_asked_for(rewinding: Rewinding, folder: Path) -> None:
    for text in ("a", "b", "c"):
        await rewinding.does(writing("x.txt", text))
    steps = rewinding.desk.library.steps(rewinding.desk.branch)
    middle = next(step.position for step in steps if step.turn_id == "t2")
    await rewinding.back(middle)
    assert tree(folder) == {"x.txt": "a"}
    newest = next(step.position for step in steps if step.turn_id == "t3")
    plan = await rewinding.plan(newest)
    assert plan["x.txt"].sure
    await rewinding.back(newest)
    assert tree(folder) == {"x.txt": "b"}
    await rewinding.back(0)
    assert tree(folder) == {}


async def test_it_is_in_the_journal_as_proposed_approved_started_and_done(
    rewinding: Rewinding,
) -> None:
    await rewinding.does(writing("x.txt", "a"))
    desk = rewinding.desk
    action = await rewinding.back()
    entries = desk.library.journal(action.id)
    assert [(entry.event, entry.by) for entry in entries] == [
        ("proposed", "person"),
        ("approved", "person"),
        ("started", "cairn"),
        ("done", "cairn"),
    ]
    assert (action.turn_id, action.because) == ("t1", "You chose it.")
    told: list[type[Event]] = [
        type(event)
        for event in desk.events
        if isinstance(event, ActionDecided | ActionStarted | ActionFinished)
        and event.action.id == action.id
    ]
    assert told == [ActionDecided, ActionStarted, ActionFinished]
    assert desk.library.actions(query="bring back")[0].id == action.id
    second = await desk.host.take_back(action.id)
    assert [found.id for found in desk.library.actions()][:2] == [second.id, action.id]


async def test_only_what_was_chosen_comes_back(rewinding: Rewinding, folder: Path) -> None:
    await rewinding.does(writing("x.txt", "a"), writing("y.txt", "b"))
    await rewinding.back(but=("y.txt",))
    assert tree(folder) == {"y.txt": "b"}
    with pytest.raises(NothingToDo):
        await rewinding.take(1, [])


async def test_what_somebody_else_has_changed_is_left_alone(
    rewinding: Rewinding, folder: Path
) -> None:
    (folder / "mine.txt").write_text("before")
    await rewinding.does(writing("mine.txt", "agent"), writing("d/new.txt", "agent"))
    (folder / "mine.txt").write_text("mine")
    (folder / "d" / "too.txt").write_text("mine too")
    plan = await rewinding.plan()
    assert "Somebody else" in plan["mine.txt"].sentence
    assert [name for name, file in plan.items() if file.possible] == ["d/new.txt"]
    with pytest.raises(NothingToDo):
        await rewinding.desk.host.bring_back(rewinding.desk.branch, 1, [plan["mine.txt"].path])
    await rewinding.back()
    assert tree(folder) == {"mine.txt": "mine", "d": None, "d/too.txt": "mine too"}


async def test_what_changes_after_it_was_shown_is_left_alone_and_told(
    rewinding: Rewinding, folder: Path
) -> None:
    (folder / "x.txt").write_text("before")
    await rewinding.does(writing("x.txt", "agent"), writing("d/y.txt", "agent"))
    files = list((await rewinding.plan()).values())
    (folder / "x.txt").write_text("mine")
    (folder / "d" / "z.txt").write_text("mine")
    action = await rewinding.take(1, files)
    assert tree(folder) == {"x.txt": "mine", "d": None, "d/z.txt": "mine"}
    assert action.status is ActionStatus.FAILED
    assert action.result.startswith("Brought back 1 file.")
    assert "x.txt was left alone: It has changed since it was shown." in action.result
    assert "d was left alone: There is something in it." in action.result
    (folder / "x.txt").write_text("agent")
    files = [(await rewinding.plan())["x.txt"]]
    (folder / "x.txt").write_text("mine once more")
    assert (await rewinding.take(1, files)).status is ActionStatus.FAILED


async def test_a_link_put_in_the_way_leads_nowhere(
    rewinding: Rewinding, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text("agent")
    (folder / "d").mkdir()
    (folder / "d" / "x.txt").write_text("before")
    await rewinding.does(writing("d/x.txt", "agent"))
    files = list((await rewinding.plan()).values())
    (folder / "d").rename(folder / "away")
    (folder / "d").symlink_to(outside)
    action = await rewinding.take(1, files)
    assert action.status is ActionStatus.FAILED
    assert "is a link" in action.result
    assert tree(outside) == {"x.txt": "agent"}
    assert "is a link" in (await rewinding.plan())["x.txt"].sentence


async def test_an_action_is_taken_back_alone_and_only_if_nothing_came_after_it(
    rewinding: Rewinding, folder: Path
) -> None:
    await rewinding.does(writing("x.txt", "a"), writing("y.txt", "a"))
    first, second = (
        next(one for one in rewinding.desk.library.actions() if name in one.arguments)
        for name in ("x.txt", "y.txt")
    )
    await rewinding.does(writing("x.txt", "b"))
    with pytest.raises(NothingToDo):
        await rewinding.desk.host.take_back(first.id)
    await rewinding.desk.host.take_back(second.id)
    assert tree(folder) == {"x.txt": "b"}
    with pytest.raises(NothingToDo):
        await rewinding.desk.host.take_back(second.id)


async def test_another_branchs_change_is_told(rewinding: Rewinding, folder: Path) -> None:
    await rewinding.does(writing("x.txt", "main"))
    desk = rewinding.desk
    fork = await desk.host.fork(desk.branch, 0)
    rewinding._endpoint.then(ToolCalls((writing("x.txt", "fork"),)))
    assert await desk.host.send(fork.id, "f1", "Please.") is TurnStatus.FINISHED
    file = (await rewinding.plan())["x.txt"]
    assert (file.possible, file.sure) == (True, False)
    assert "Other actions" in file.sentence


async def test_what_a_tool_left_is_written_down_by_hash(rewinding: Rewinding) -> None:
    await rewinding.does(writing("d/x.txt", "a"))
    with rewinding.desk.library.database.reading() as c:
        left = images.of_action(c, rewinding.desk.action("write_file").id)
    assert [(Path(image.path).name, image.after_kind) for image in left] == [
        ("d", "folder"),
        ("x.txt", "file"),
    ]
    assert left[1].after_blob == hashlib.sha256(b"a").hexdigest()


async def test_a_branch_at_work_is_busy(
    rewinding: Rewinding, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await rewinding.does(writing("x.txt", "a"))
    files = list((await rewinding.plan()).values())
    desk = rewinding.desk
    with desk.library.leases.held(desk.branch), pytest.raises(BranchBusy):
        await rewinding.take(1, files)
    assert tree(folder) == {"x.txt": "a"}
    endpoint.then(ToolCalls((writing("y.txt", "b"),)))
    await asyncio.gather(rewinding.take(1, files), return_exceptions=True)
    assert await desk.host.send(desk.branch, "next", "Go on.") is TurnStatus.FINISHED


@pytest.fixture
async def broken_off(rewinding: Rewinding, endpoint: ScriptedEndpoint) -> Desk:
    """The next start after a process was killed when one of two files was back."""
    await rewinding.does(writing("a.txt", "a"), writing("b.txt", "b"))
    desk = rewinding.desk
    await desk.host.close()
    home = str(desk.library.home.folder)
    life = Life(home, endpoint.base_url, desk.branch, BringBack(1, files=1))
    assert await lived(life) == "killed"
    following = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    desk.host = following.host
    return following


async def test_one_that_had_not_begun_never_will(
    rewinding: Rewinding, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await rewinding.does(writing("a.txt", "a"))
    action = await rewinding.back()
    (folder / "a.txt").write_text("a")
    desk = rewinding.desk
    await desk.host.close()
    with desk.library.database.transaction() as c:
        c.exec_driver_sql(
            "UPDATE actions SET status = 'approved', started_at = NULL WHERE id = ?", (action.id,)
        )
    following = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    desk.host = following.host
    ended = desk.library.action(action.id)
    assert (ended.status, tree(folder)) == (ActionStatus.FAILED, {"a.txt": "a"})
    assert [event.action.id for event in following.of(ActionFinished)] == [action.id]


async def test_one_whose_record_was_altered_does_not_run(broken_off: Desk, folder: Path) -> None:
    action = broken_off.action("bring_back")
    with broken_off.library.database.transaction() as c:
        altered = action.arguments.replace("b.txt", "c.txt")
        c.exec_driver_sql("UPDATE actions SET arguments = ? WHERE id = ?", (altered, action.id))
    (folder / "c.txt").write_text("b")
    with pytest.raises(ActionChanged):
        await broken_off.host.decide({action.id: Again()})
    assert tree(folder) == {"b.txt": "b", "c.txt": "b"}


async def test_one_that_was_killed_is_unknown_and_tells_what_can_be_seen(
    broken_off: Desk, folder: Path
) -> None:
    action = broken_off.action("bring_back")
    assert action.status is ActionStatus.UNKNOWN
    assert await broken_off.host.evidence(action.id) == (
        "a.txt is back.",
        "b.txt has not been brought back.",
    )
    assert tree(folder) == {"b.txt": "b"}
    assert [one.id for one in broken_off.waiting()] == [action.id]
    with pytest.raises(AlreadyDecided):
        await broken_off.host.decide({action.id: Approve()})


@pytest.mark.parametrize(
    ("decision", "status", "left"),
    [
        (Happened(), ActionStatus.DONE, {"b.txt": "b"}),
        (Skip(), ActionStatus.REJECTED, {"b.txt": "b"}),
        (Again(), ActionStatus.DONE, {}),
    ],
)
async def test_it_is_settled_without_running_the_branch(
    broken_off: Desk,
    endpoint: ScriptedEndpoint,
    folder: Path,
    decision: Decision,
    status: ActionStatus,
    left: dict[str, str],
) -> None:
    asked = len(endpoint.requests)
    action = broken_off.action("bring_back")
    assert await broken_off.host.decide({action.id: decision}) is TurnStatus.FINISHED
    assert broken_off.library.action(action.id).status is status
    assert tree(folder) == left
    assert len(endpoint.requests) == asked
    with pytest.raises(AlreadyDecided):
        await broken_off.host.decide({action.id: decision})


async def test_a_branch_goes_on_beside_an_unknown_one(
    broken_off: Desk, endpoint: ScriptedEndpoint
) -> None:
    assert await broken_off.host.send(broken_off.branch, "t9", "Go on.") is TurnStatus.FINISHED
    action = broken_off.action("bring_back")
    assert action.status is ActionStatus.UNKNOWN
    await broken_off.host.decide({action.id: Skip()})
    assert [message["role"] for message in endpoint.requests[-1].messages[-2:]] == [
        "assistant",
        "user",
    ]
