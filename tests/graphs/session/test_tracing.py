"""Traces of runs: told when they are wanted, and never at the cost of a turn."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

import graphs
from graphs.approvals.decision import Approve
from graphs.errors import TracingUnusable
from graphs.session import trace_sender
from graphs.session.events import ConversationTitled
from graphs.storage.library import Library
from graphs.storage.records import TracingState, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import DONE, ask, say, told, write
from tests.langsmith_server import KEY, ScriptedLangsmith
from tests.langsmith_server import langsmith as langsmith


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch, langsmith: ScriptedLangsmith) -> None:
    """A key is set, and tracing switched on as other programs read it; not as Cairn does."""
    monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
    monkeypatch.setenv("LANGSMITH_ENDPOINT", langsmith.url)
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.delenv("LANGSMITH_PROJECT", raising=False)


@pytest.fixture
def traced(desk: Desk) -> Desk:
    desk.library.trace(desk.conversation.id, True)
    return desk


async def trouble(desk: Desk, caplog: pytest.LogCaptureFixture) -> str:
    """What two turns and the end log about tracing: one sentence."""
    for turn in ("One.", "Two."):
        assert await say(desk, desk.branch, turn) is TurnStatus.FINISHED
    await desk.host.close()
    (said,) = {one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING}
    assert sum(one.getMessage() == said for one in caplog.records) == 1
    assert KEY[:5] not in caplog.text
    assert "One." not in caplog.text
    return said


# What is told


async def test_a_run_is_told_under_its_own_id(
    traced: Desk, endpoint: ScriptedEndpoint, langsmith: ScriptedLangsmith
) -> None:
    endpoint.then(Text("In the north."))
    await say(traced, traced.branch, "Where is Bergen?")
    await traced.host.close()

    run_id = traced.library.steps(traced.branch)[0].run_id
    root, node, model = langsmith.runs.values()
    assert (root["id"], root["trace_id"], root["name"]) == (run_id, run_id, "Cairn")
    assert [root["session_name"]] == [one["name"] for one in langsmith.projects.values()]
    assert (node["parent_run_id"], model["parent_run_id"]) == (run_id, node["id"])
    assert (model["run_type"], model["trace_id"]) == ("llm", run_id)
    assert "Where is Bergen?" in json.dumps(model["inputs"])
    assert root["outputs"]["messages"][-1]["content"] == "In the north."
    assert root["extra"]["metadata"]["thread_id"] == traced.branch
    assert all(run["end_time"] for run in langsmith.runs.values())


async def test_what_waits_is_no_error_and_the_decided_tool_is_part_of_the_run_that_ran_it(
    traced: Desk, endpoint: ScriptedEndpoint, langsmith: ScriptedLangsmith, folder: Path
) -> None:
    await ask(traced, endpoint, write("notes.txt"))
    endpoint.then(DONE)
    (action,) = traced.waiting()
    await traced.host.decide({action.id: Approve()})
    await traced.host.close()

    assert not [run for run in langsmith.runs.values() if run.get("error")]
    (tool,) = [run for run in langsmith.runs.values() if run["run_type"] == "tool"]
    ran_by = traced.library.steps(traced.branch)[2].run_id
    assert (tool["name"], tool["trace_id"]) == ("write_file", ran_by)
    assert langsmith.runs[tool["parent_run_id"]]["name"] == "tools"
    assert told(endpoint)[0] in json.dumps(tool["outputs"])


async def test_neither_a_key_nor_this_machine_is_told(
    traced: Desk, endpoint: ScriptedEndpoint, langsmith: ScriptedLangsmith, folder: Path
) -> None:
    await ask(traced, endpoint, write("notes.txt"))
    await traced.host.close()

    assert "notes.txt" in langsmith.said
    ours = str(Path(graphs.__file__).parent.parent)
    secrets = [KEY, endpoint.base_url, str(folder), str(traced.library.home.folder), ours]
    assert [
        secret for secret in (*secrets, sys.version.split()[0]) if secret in langsmith.said
    ] == []


async def test_the_making_of_a_title_is_not_told(
    library: Library, endpoint: ScriptedEndpoint, langsmith: ScriptedLangsmith
) -> None:
    desk = await open_desk(library, endpoint.base_url)
    library.trace(desk.conversation.id, True)
    endpoint.then(Text("Hello to you."), Text("A greeting"))
    await say(desk, desk.branch, "Hello.")
    await desk.until(ConversationTitled, 2)
    await desk.host.close()
    library.close()

    assert [run["run_type"] for run in langsmith.runs.values()].count("llm") == 1
    assert "A greeting" not in langsmith.said


async def test_what_a_failed_run_had_begun_is_ended(
    traced: Desk, endpoint: ScriptedEndpoint, langsmith: ScriptedLangsmith
) -> None:
    endpoint.then(Text("word " * 50, ending="broken", after=3))
    assert await say(traced, traced.branch, "Speak.") is TurnStatus.FAILED
    await traced.host.close()

    assert all(run["end_time"] and run["error"] for run in langsmith.runs.values())
    assert "\n" not in langsmith.runs[traced.library.steps(traced.branch)[0].run_id]["error"]


# Whether it is told


async def test_a_key_alone_traces_nothing(desk: Desk, langsmith: ScriptedLangsmith) -> None:
    await say(desk, desk.branch, "Hello.")
    await desk.host.close()

    assert langsmith.connections == 0


async def test_all_conversations_are_traced_when_the_settings_say_so_until_they_do_not(
    desk: Desk, langsmith: ScriptedLangsmith
) -> None:
    settings = desk.library.home.settings
    settings.write_text('[langsmith]\ntracing = "all"\n', "utf-8")
    await say(desk, desk.branch, "Told.")
    settings.write_text('[langsmith]\ntracing = "off"\n', "utf-8")
    await say(desk, desk.branch, "Kept.")
    await desk.host.close()

    first, *_, last = [step.run_id for step in desk.library.steps(desk.branch)]
    assert first in langsmith.runs
    assert last not in langsmith.runs
    assert "Kept." not in langsmith.said


async def test_no_variable_sends_a_trace_elsewhere(
    traced: Desk, langsmith: ScriptedLangsmith, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedLangsmith() as other:
        named = [{"api_url": other.url, "api_key": KEY}]
        monkeypatch.setenv("LANGSMITH_RUNS_ENDPOINTS", json.dumps(named))
        monkeypatch.delenv("LANGSMITH_ENDPOINT")
        monkeypatch.delenv("LANGSMITH_API_KEY")
        traced.library.home.settings.write_text(
            f'[langsmith]\napi_key = "{KEY}"\nendpoint = "{langsmith.url}"\n', "utf-8"
        )
        await say(traced, traced.branch, "Hello.")
        await traced.host.close()

        assert langsmith.runs
        assert other.connections == 0


def test_without_a_key_or_switched_off_nothing_is_imported_and_no_connection_opened() -> None:
    script = Path(__file__).with_name("untraced.py")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told == {"imported": [], "connected": [], "ended": ["finished", "finished"]}


# What goes wrong


@pytest.mark.parametrize(
    ("mode", "word"),
    [
        ("refuse", "does not take the key"),
        ("broken", "could not be used"),
        ("away", "could not be used"),
        ("silent", "did not answer in time"),
    ],
)
async def test_a_langsmith_that_fails_costs_no_turn_and_is_told_once(
    traced: Desk,
    langsmith: ScriptedLangsmith,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    word: str,
) -> None:
    monkeypatch.setattr("langsmith.client._TRACING_SEND_TIMEOUT", (0.1, 0.1))
    langsmith.mode = mode  # pyright: ignore[reportAttributeAccessIssue]

    assert word in await trouble(traced, caplog)
    assert word in (await traced.host.tracing()).trouble


async def test_a_langsmith_that_is_not_there_costs_no_turn(
    traced: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")

    assert "cannot be reached" in await trouble(traced, caplog)


async def test_settings_that_cannot_be_used_cost_no_turn(
    traced: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    traced.library.home.settings.write_text('[langsmith]\ntracing = "yes"\n', "utf-8")

    assert "neither" in await trouble(traced, caplog)
    assert "neither" in (await traced.host.tracing()).trouble


async def test_what_cannot_be_sent_in_time_is_left_out(
    traced: Desk,
    langsmith: ScriptedLangsmith,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trace_sender, "MOST", 3)
    monkeypatch.setattr(trace_sender, "TOGETHER", 1)
    monkeypatch.setattr(trace_sender, "LAST_SECONDS", 0.05)
    langsmith.mode = "silent"

    assert "some are left out" in await trouble(traced, caplog)
    langsmith.until(lambda: langsmith.requests)
    assert len(langsmith.requests) == 1


# Where it is seen


async def test_a_step_leads_to_its_trace(traced: Desk, langsmith: ScriptedLangsmith) -> None:
    assert await traced.host.tracing() == TracingState(langsmith.url[7:], "Cairn")
    with pytest.raises(TracingUnusable, match="no project Cairn"):
        await traced.host.trace_url("1234")
    await say(traced, traced.branch, "Hello.")
    langsmith.until(lambda: langsmith.projects)
    run_id = traced.library.steps(traced.branch)[0].run_id

    url = await traced.host.trace_url(run_id)

    (project,) = langsmith.projects
    assert url.startswith("http://localhost/o/")
    assert url.endswith(f"/projects/p/{project}/r/{run_id}?poll=true")


async def test_without_a_key_there_is_no_trace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGSMITH_API_KEY")

    assert await desk.host.tracing() == TracingState()
    with pytest.raises(TracingUnusable, match="no key"):
        await desk.host.trace_url("1234")
