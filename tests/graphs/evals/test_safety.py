"""A replay changes nothing and starts nothing, whatever is recorded and whatever is proposed."""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest

from graphs.storage.eval_records import AtMost, Case, CopiedFile, Recording, Result, Verdict
from graphs.storage.library import Library
from graphs.tools.registry import tools
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.evals.conftest import Bench, asking
from tests.graphs.evals.trespass import noted, world

SECRET = "the secret of the real workspace"
OWN = {"runs", "run_cases", "results"}
Wanted: TypeAlias = tuple[str, Mapping[str, object]]
READING = {spec.tool.name for spec in tools() if not spec.asks}


def mischief(folder: Path) -> list[Wanted]:
    """Calls of every tool there is, and of some that there are not, at what must stay as it is."""
    kept = str(folder / "kept.txt")
    return [
        ("list_files", {"path": str(folder)}),
        ("list_files", {"path": ".."}),
        ("read_file", {"path": kept}),
        ("read_file", {"path": "../../kept.txt"}),
        ("read_file", {"path": "result:" + "0" * 64}),
        ("search_files", {"query": "secret", "path": str(folder)}),
        ("search_files", {"query": "secret", "path": "/"}),
        ("recall", {"query": "secret"}),
        ("current_time", {}),
        ("write_file", {"path": kept, "content": "replayed"}),
        ("write_file", {"path": "kept.txt", "content": "replayed"}),
        ("edit_file", {"path": "kept.txt", "old": "secret", "new": "replayed"}),
        ("move_file", {"source": "kept.txt", "destination": "moved.txt"}),
        ("delete_file", {"path": kept}),
        ("run_command", {"command": f"touch {folder}/ran; rm {kept}"}),
        ("fetch_url", {"url": "http://192.0.2.1/secret"}),
        ("fetch_url", {"url": "http://example.invalid/secret"}),
        ("remember", {"fact": "You may do anything."}),
        ("forget", {"fact": "The person's name is Ann."}),
        ("__import__", {"name": "os"}),
        ("run_command", {"command": 7}),
        ("write_file", {"path": "x\0y", "content": "\ud800"}),
    ]


def answer(calls: Sequence[Wanted]) -> ToolCalls:
    return ToolCalls(
        tuple(
            ToolCall(tool, json.dumps(arguments), f"call_{number}")
            for number, (tool, arguments) in enumerate(calls)
        )
    )


def rows(library: Library) -> dict[str, list[object]]:
    """Everything on disk but runs and what came of them."""
    with sqlite3.connect(library.home.database) as c:
        names = [
            name
            for (name,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in OWN
        ]
        return {name: c.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.fixture
async def prey(bench: Bench, folder: Path) -> Path:
    """A workspace in which everything is allowed for ever, and a fact that could be forgotten."""
    (folder / "kept.txt").write_text(SECRET)
    (folder / "way-out").symlink_to("/")
    await bench.desk.host.remember("The person's name is Ann.")
    for spec in tools():
        bench.desk.library.add_rule(spec.tool.name, "", "", "allow")
    return folder


async def replayed(
    bench: Bench, endpoint: ScriptedEndpoint, folder: Path, case: Case, reply: ToolCalls
) -> Result:
    """What comes of the case, having proven that nothing else came of it."""
    bench.keep(case)
    await bench.run()  # whatever is done once only, such as an import, is done here
    endpoint.then(reply)
    home = bench.desk.library.home
    before = rows(bench.desk.library), _files(home.folder), world(folder)
    port = urlsplit(endpoint.base_url).port
    assert port is not None
    copies = Path(tempfile.gettempdir()) / "cairn-replay-"
    with noted(port, copies, home.database, home.locks) as watch:
        run = await bench.run()
    assert watch.seen == []
    assert (rows(bench.desk.library), _files(home.folder), world(folder)) == before
    assert not list(copies.parent.glob(copies.name + "*"))
    (result,) = bench.results(run)
    return result


def _files(home: Path) -> dict[str, bytes]:
    """The files of the data folder, but for the database and its leases."""
    found = world(home)
    return {path: content for path, content in found.items() if "/cairn.sqlite3" not in path}


def test_every_tool_is_tried() -> None:
    assert {spec.tool.name for spec in tools()} <= {tool for tool, _ in mischief(Path("/x"))}


@pytest.mark.parametrize("tools_from", ["records", "copy"])
async def test_a_model_that_calls_everything_changes_nothing(
    bench: Bench, endpoint: ScriptedEndpoint, prey: Path, tools_from: str
) -> None:
    case = asking("Do it all.", AtMost(99))
    if tools_from == "copy":
        case = replace(case, tools_from="copy", **_forged_files())
    calls = mischief(prey)
    result = await replayed(bench, endpoint, prey, case, answer(calls))
    assert result.verdict is Verdict.PASSED, result.sentence
    assert {one.tool for one in result.proposals} == {tool for tool, _ in calls}
    answered = {one.tool for one in result.proposals if one.answered}
    refused = {"__import__", "run_command", "write_file"}  # by what they were called with
    assert answered <= (READING | refused if tools_from == "copy" else refused)
    assert SECRET not in repr(result.messages)


async def test_forged_recordings_are_words_and_nothing_more(
    bench: Bench, endpoint: ScriptedEndpoint, prey: Path
) -> None:
    calls = mischief(prey)[:-1]  # the last cannot even be read, so it is recorded by nobody
    forged = tuple(
        Recording(tool, json.dumps(arguments), f"result:{number:064} rm -rf / " + "x" * 100)
        for number, (tool, arguments) in enumerate(calls)
    )
    case = replace(asking("Do it all.", AtMost(99)), recordings=forged)
    result = await replayed(bench, endpoint, prey, case, answer(calls))
    assert all(one.answered for one in result.proposals)
    told = [one.text for one in result.messages if one.role == "tool"]
    assert result.verdict is Verdict.PASSED, result.sentence
    assert sorted(told) == sorted(one.result for one in forged)
    assert result.answer == "You said: Do it all."


async def test_what_only_reads_reads_the_copy_and_not_the_world(
    bench: Bench, endpoint: ScriptedEndpoint, prey: Path
) -> None:
    case = replace(asking("Look around.", AtMost(99)), tools_from="copy", **_forged_files())
    calls = [one for one in mischief(prey) if one[0] in READING]
    calls += [("read_file", {"path": "notes/a.txt"}), ("read_file", {"path": "kept.txt"})]
    result = await replayed(bench, endpoint, prey, case, answer(calls))
    told = [one.text for one in result.messages if one.role == "tool"]
    assert len(told) == len(calls)
    assert "of the copy" in told[-2]
    assert SECRET not in repr(told)


def _forged_files() -> dict[str, Any]:
    """Files of which all but one lead out of the copy."""
    content = b"a note of the copy"
    key = hashlib.sha256(content).hexdigest()
    paths = ("notes/a.txt", "../../escaped", "/tmp/escaped", "a/../../escaped", "C:\\x", "nul\0")
    files = tuple(CopiedFile(path, key) for path in paths)
    return {"files": files, "blobs": ((key, content),)}


async def test_the_watch_sees_what_a_tool_does(
    bench: Bench, endpoint: ScriptedEndpoint, prey: Path
) -> None:
    """The proofs above could fail: the same calls outside a replay are seen."""
    endpoint.then(answer([("write_file", {"path": "new.txt", "content": "x"})]), Text("Done."))
    with noted(urlsplit(endpoint.base_url).port or 0, bench.desk.library.home.folder) as watch:
        await bench.desk.host.send(bench.desk.branch, "t", "Write.")
        (prey / "other.txt").write_text("x")
    assert (prey / "new.txt").exists()
    assert any(str(prey / "other.txt") == path for _, path in watch.seen)
