"""Many forks: at once, by several processes, of one another, on a disk that is full."""

import asyncio
import json
import os
import shutil
import sys
from types import SimpleNamespace
from uuid import uuid4

import pytest

from graphs.errors import CairnError, DiskFull
from graphs.storage import branches
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import Change, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import rows_of, said, say

CAIRN = "from graphs.cli.main import main; raise SystemExit(main())"


async def other_window(desk: Desk, endpoint: ScriptedEndpoint) -> Desk:
    """Another owner of leases, with connections of its own."""
    library = Library.open(Home(desk.library.home.folder))
    return await open_desk(library, endpoint.base_url, desk.conversation.id)


async def test_two_windows_make_the_same_fork_at_once_and_it_is_one(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    before = rows_of(desk.library, desk.branch)
    other = await other_window(desk, endpoint)

    ids = [uuid4().hex for _ in range(5)]
    made = await asyncio.gather(
        *(
            at.host.fork(desk.branch, 1, Change(f"{id_}?"), id_)
            for id_ in ids
            for at in (desk, other)
        )
    )

    assert [branch.id for branch in made] == [id_ for id_ in ids for _ in range(2)]
    assert [said(desk, id_) for id_ in ids] == [[f"{id_}?"] for id_ in ids]
    assert [len(desk.library.turns(id_)) for id_ in ids] == [1] * 5
    assert rows_of(desk.library, desk.branch) == before
    await other.host.close()
    other.library.close()


async def test_the_command_forks_while_the_window_does(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    before = rows_of(desk.library, desk.branch)
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CAIRN, "fork", desk.branch, "--at", "2", "--json"),
        env=os.environ | {"CAIRN_HOME": str(desk.library.home.folder)},
        stdout=asyncio.subprocess.PIPE,
    )
    finished = asyncio.create_task(command.communicate())
    here: list[str] = []
    while not finished.done():
        here.append((await desk.host.fork(desk.branch, 2)).id)
        await asyncio.sleep(0.02)

    told, _ = await finished
    assert command.returncode == 0
    there = [json.loads(line) for line in told.splitlines()]
    assert there
    forks = [one.id for one in desk.library.branches(desk.conversation.id)][1:]
    assert len(forks) == len(here) + 1
    assert {tuple(said(desk, id_)) for id_ in forks} == {("Hello?", "Hello.")}
    assert rows_of(desk.library, desk.branch) == before
    assert not desk.library.examine().problems


async def test_without_room_on_the_disk_no_fork_begins(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    full = SimpleNamespace(total=10**9, used=10**9, free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(DiskFull):
        await desk.host.fork(desk.branch, 2)
    assert len(desk.library.branches(desk.conversation.id)) == 1


@pytest.mark.parametrize("whose", ["saver", "ours"])
async def test_a_disk_that_fills_up_in_a_fork_leaves_none_and_the_same_can_be_made_then(
    desk: Desk, endpoint: ScriptedEndpoint, whose: str
) -> None:
    endpoint.then(Text("A long answer. " * 2_000))
    await say(desk, desk.branch, "Hello?")
    before = rows_of(desk.library, desk.branch)
    change = Change("Other words. " * 12_000)  # more than fits into pages that have become free

    async def allow(pages: int) -> None:
        """Let the file have no more than its pages and so many more."""
        if whose == "saver":
            saver = desk.host._agents["2"].checkpointer
            taken = await (await saver.conn.execute("PRAGMA page_count")).fetchone()
            await saver.conn.execute(f"PRAGMA max_page_count={taken[0] + pages}")
            return
        with desk.library.database.transaction() as c:
            taken = int(c.exec_driver_sql("PRAGMA page_count").scalar_one())
            c.exec_driver_sql(f"PRAGMA max_page_count={taken + pages}")

    await allow(0)
    for _ in range(2):
        with pytest.raises(DiskFull):
            await desk.host.fork(desk.branch, 2, change, "fork")
        assert [b.id for b in desk.library.branches(desk.conversation.id)] == [desk.branch]
    await allow(100_000)

    fork = await desk.host.fork(desk.branch, 2, change, "fork")
    assert said(desk, fork.id) == ["Hello?", change.text]
    endpoint.then(Text("Indeed."))
    assert await say(desk, fork.id, "And?") is TurnStatus.FINISHED
    assert rows_of(desk.library, desk.branch) == before


async def test_forks_of_forks_of_forks_have_one_history_without_a_gap(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("0."))
    await say(desk, desk.branch, "0?")
    chain = [desk.branch]
    for number in range(1, 21):
        newest = desk.library.steps(chain[-1])[-1].position
        fork = await desk.host.fork(chain[-1], newest)
        endpoint.then(Text(f"{number}."))
        await say(desk, fork.id, f"{number}?")
        chain.append(fork.id)

    last = desk.library.steps(chain[-1])
    assert [step.position for step in last] == list(range(1, len(last) + 1))
    expected = [f"{number}{end}" for number in range(21) for end in "?."]
    assert said(desk, chain[-1]) == expected
    assert [step.text for step in last if step.count] == expected
    assert len({step.branch_id for step in last}) == 21
    for number in (0, 10, 20):
        at = next(step.position for step in last if step.text == f"{number}." and step.count)
        fork = await desk.host.fork(chain[-1], at)
        assert said(desk, fork.id) == expected[: 2 * number + 2]
        assert fork.origin_branch_id == chain[number]
    with pytest.raises(CairnError):
        await desk.host.fork(chain[-1], len(last) + 1)


async def test_a_hundred_branches_on_one_step(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    made = [(await desk.host.fork(desk.branch, 2)).id for _ in range(100)]
    endpoint.then(Text("Yes."))
    await say(desk, made[50], "And you?")

    there = [one.id for one in desk.library.branches(desk.conversation.id)]
    assert there == [desk.branch, *made]
    (point,) = desk.library.siblings(made[50])
    assert point.after == desk.messages()[-1].id
    assert point.branch_ids[point.place] == made[50]
    assert said(desk, made[0]) == said(desk, made[-1]) == ["Hello?", "Hello."]
    assert desk.library.step(made[50], "5").text == "Yes."


@pytest.mark.parametrize("position", [1, 2])
async def test_what_a_fork_left_that_was_cut_off_is_no_part_of_another_under_its_id(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch, position: int
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")

    def cut_off(*_: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(branches, "fork", cut_off)
        with pytest.raises(DiskFull):
            await desk.host.fork(desk.branch, 2, Change("Other words."), "fork")

    fork = await desk.host.fork(desk.branch, position, new_id="fork")
    endpoint.then(Text("Yes."))
    if fork.status == "unfinished":
        await desk.host.resume(fork.id)
    else:
        await say(desk, fork.id, "And?")

    assert "Other words." not in str(endpoint.requests[-1].body)
    steps = [(step.position, step.checkpoint_id) for step in desk.library.steps(fork.id)]
    await desk.host.rebuild(fork.id)
    rebuilt = [(step.position, step.checkpoint_id) for step in desk.library.steps(fork.id)]
    assert rebuilt == steps
    assert "Other words." not in said(desk, fork.id)
