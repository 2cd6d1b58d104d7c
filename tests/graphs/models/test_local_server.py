"""The built-in server: the real llama.cpp in a real child process."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from graphs.errors import MessageTooLong, ModelBroken, ModelUnavailable
from graphs.models.catalog import ModelFile, starter_model
from graphs.models.client import chat_model, close, context_tokens, translate_error
from graphs.models.connections import Connection, Endpoint
from graphs.models.local_server import LOG_NAME, LocalServer

ROOT = Path(__file__).parents[3]
BUILT_IN = Connection("builtin", "SmolLM2 135M", "SmolLM2 135M", 8192, local=True)

pytestmark = pytest.mark.alone


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[LocalServer]:
    async with LocalServer(starter_model(), tmp_path) as server:
        yield server


def lives(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def publicly_shown(pid: int) -> bytes:
    """The process's arguments and environment."""
    return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 (looks at other processes)
            await asyncio.sleep(0.02)


def crashing(after: str = "") -> tuple[str, ...]:
    """A command whose child takes its order and dies."""
    program = f"import sys, os; sys.stdin.readline(); {after or 'pass'}; os._exit(9)"
    return (sys.executable, "-c", program)


async def test_nothing_runs_until_asked(server: LocalServer) -> None:
    assert (server.state, server.pid) == ("off", None)


async def test_it_answers(server: LocalServer) -> None:
    model = chat_model(BUILT_IN, await server.ready())
    seen = [chunk async for chunk in model.astream("Say hello.", max_tokens=12)]
    await close(model)
    assert len([chunk for chunk in seen if chunk.content]) > 3
    assert seen[-1].usage_metadata is not None or seen[-2].usage_metadata is not None


async def test_two_branches_each_have_the_whole_context(server: LocalServer) -> None:
    endpoint = await server.ready()
    unknown = replace(BUILT_IN, context_tokens=None)
    assert await context_tokens(unknown, endpoint) == 8192
    model = chat_model(BUILT_IN, endpoint)

    async def story() -> tuple[float, float]:
        times = [time.monotonic() async for _ in model.astream("Tell a story.", max_tokens=60)]
        return times[0], times[-1]

    (first_begins, first_ends), (second_begins, second_ends) = await asyncio.gather(
        story(), story()
    )
    await close(model)
    assert max(first_begins, second_begins) < min(first_ends, second_ends)


async def test_too_long_a_message_is_said_to_be_one(server: LocalServer) -> None:
    model = chat_model(BUILT_IN, await server.ready())
    with pytest.raises(Exception) as caught:  # noqa: PT011 (whatever it is, it gets translated)
        await model.ainvoke("word " * 9000)
    await close(model)
    assert isinstance(translate_error(caught.value, BUILT_IN), MessageTooLong)


async def test_only_the_key_opens_it(server: LocalServer) -> None:
    endpoint = await server.ready()
    body = {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1}
    path = endpoint.base_url + "/chat/completions"
    evil = {"Origin": "http://evil.example"}
    async with httpx2.AsyncClient() as client:
        for headers in ({}, {"Authorization": "Bearer guess"}):
            answer = await client.post(path, json=body, headers=headers | evil)
            assert answer.status_code == 401
            assert answer.headers.get("access-control-allow-origin", "") == ""
        models = await client.get(endpoint.base_url + "/models")
        assert models.status_code == 401
        right = {"Authorization": f"Bearer {endpoint.api_key}"}
        assert (await client.post(path, json=body, headers=right)).status_code == 200
        page = await client.get(endpoint.base_url.removesuffix("/v1") + "/")
        assert page.status_code == 404


async def test_it_draws_tokens_as_the_makers_advise(server: LocalServer) -> None:
    endpoint = await server.ready()
    headers = {"Authorization": f"Bearer {endpoint.api_key}"}
    async with httpx2.AsyncClient(headers=headers) as client:
        props = (await client.get(endpoint.base_url.removesuffix("/v1") + "/props")).json()
    drawn = props["default_generation_settings"]["params"]
    assert drawn["temperature"] == pytest.approx(0.2)
    assert drawn["top_p"] == pytest.approx(0.9)


async def test_it_listens_on_loopback_only(server: LocalServer) -> None:
    endpoint = await server.ready()
    port = int(endpoint.base_url.rpartition(":")[2].removesuffix("/v1"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells the own outward address
        except OSError:
            pytest.skip("this machine has no address but loopback")
        own = probe.getsockname()[0]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((own, port), timeout=2)


async def test_the_key_is_not_where_other_users_can_see_it(server: LocalServer) -> None:
    endpoint = await server.ready()
    assert len(endpoint.api_key) >= 32
    assert server.pid is not None
    shown = publicly_shown(server.pid)
    assert b"graphs.models.server_process" in shown
    assert endpoint.api_key.encode() not in shown


async def test_the_log_holds_no_message(server: LocalServer, tmp_path: Path) -> None:
    endpoint = await server.ready()
    headers = {"Authorization": f"Bearer {endpoint.api_key}"}
    path = endpoint.base_url + "/chat/completions"
    async with httpx2.AsyncClient(headers=headers, timeout=30) as client:
        whole = {"messages": [{"role": "user", "content": "zebra"}], "max_tokens": 1}
        await client.post(path, json=whole)
        await client.post(path, json=whole | {"messages": "zebra"})
        await client.post(path, content=b'{"messages": "zebra", zebra}')
        await client.post(path, json={"messages": [{"role": "user", "content": "zebra " * 9000}]})
    file = tmp_path / LOG_NAME
    # It is written by a thread of the child's that is not waited for when the child is to leave.
    await until(lambda: file.exists() and "exceeds the available context" in file.read_text())
    await server.close()
    log = file.read_text()
    assert "exceeds the available context size" in log
    assert "zebra" not in log
    assert endpoint.api_key not in log


async def test_after_a_crash_it_runs_again_at_another_address(tmp_path: Path) -> None:
    states: list[str] = []
    async with LocalServer(
        starter_model(), tmp_path, lambda state, sentence: states.append(state)
    ) as server:
        first = await server.ready()
        assert server.pid is not None
        os.kill(server.pid, signal.SIGSEGV)
        await until(lambda: server.state != "ready")
        second = await server.ready()
        assert second != first
        async with httpx2.AsyncClient() as client:
            health = await client.get(second.base_url.removesuffix("/v1") + "/health")
        assert health.status_code == 200
    assert states == ["loading", "ready", "loading", "ready", "off"]


async def test_a_crash_in_mid_answer_is_an_answer_that_broke_off(server: LocalServer) -> None:
    model = chat_model(BUILT_IN, await server.ready())
    stream = model.astream("Tell a long story.", max_tokens=400)
    await anext(stream)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(Exception) as caught:  # noqa: PT011
        async for _ in stream:
            pass
    await close(model)
    assert isinstance(translate_error(caught.value, BUILT_IN), ModelBroken)


async def test_three_crashes_in_a_minute_are_enough(tmp_path: Path) -> None:
    states: list[tuple[str, str]] = []
    server = LocalServer(
        starter_model(),
        tmp_path,
        lambda state, sentence: states.append((state, sentence)),
        command=crashing("print('a last word', file=sys.stderr)"),
    )
    with pytest.raises(ModelUnavailable, match="3 times within a minute"):
        await server.ready()
    assert server.state == "failed"
    assert "3 times" in states[-1][1]
    assert (tmp_path / LOG_NAME).read_text().count("a last word") == 3
    with pytest.raises(ModelUnavailable):  # asked again, it tries again
        await server.ready()
    assert (tmp_path / LOG_NAME).read_text().count("a last word") == 6
    await server.close()


@pytest.fixture
def copied(tmp_path: Path) -> ModelFile:
    model = starter_model()
    path = tmp_path / "resources" / "models" / model.path.name
    path.parent.mkdir(parents=True)
    path.write_bytes(model.path.read_bytes())
    return replace(model, path=path)


async def refusal(model: ModelFile, tmp_path: Path, available: int | None = None) -> str:
    async with LocalServer(model, tmp_path, available=lambda: available) as server:
        with pytest.raises(ModelUnavailable) as caught:
            await server.ready()
        assert server.state == "failed"
    return str(caught.value)


async def test_a_file_with_a_broken_header_is_damaged(copied: ModelFile, tmp_path: Path) -> None:
    with copied.path.open("r+b") as file:
        file.seek(24)
        file.write(b"\xc3" * 100_000)
    assert "is damaged. Install Cairn again." in await refusal(copied, tmp_path)


async def test_a_file_cut_short_is_damaged(copied: ModelFile, tmp_path: Path) -> None:
    os.truncate(copied.path, 5_000_000)
    assert "is damaged" in await refusal(copied, tmp_path)


async def test_no_file_is_said_so(copied: ModelFile, tmp_path: Path) -> None:
    copied.path.unlink()
    assert "is missing" in await refusal(copied, tmp_path)


async def test_too_little_memory_is_said_in_megabytes(tmp_path: Path) -> None:
    told = await refusal(starter_model(), tmp_path, available=200_000_000)
    assert "it needs 496 MB, and 200 MB can be had" in told


async def test_a_program_that_cannot_be_started_is_said_so(tmp_path: Path) -> None:
    async with LocalServer(starter_model(), tmp_path, command=["/no/such/program"]) as server:
        with pytest.raises(ModelUnavailable, match="could not be started"):
            await server.ready()


async def test_many_who_ask_at_once_get_one_server(server: LocalServer) -> None:
    endpoints: list[Endpoint] = await asyncio.gather(*(server.ready() for _ in range(5)))
    assert len(set(endpoints)) == 1


async def test_who_stops_waiting_stops_nobody_else(server: LocalServer) -> None:
    impatient = asyncio.create_task(server.ready())
    patient = asyncio.create_task(server.ready())
    await asyncio.sleep(0.1)
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    assert (await patient).base_url


async def test_closing_while_it_loads_leaves_no_process(tmp_path: Path) -> None:
    server = LocalServer(starter_model(), tmp_path)
    waiting = asyncio.create_task(server.ready())
    await until(lambda: server.pid is not None)
    pid = server.pid
    assert pid is not None
    await server.close()
    with pytest.raises(ModelUnavailable):
        await waiting
    assert not lives(pid)
    assert server.state == "off"


async def test_a_closed_server_can_be_asked_again(server: LocalServer) -> None:
    await server.ready()
    pid = server.pid
    await server.close()
    assert pid is not None
    assert not lives(pid)
    await server.ready()
    assert server.pid not in (None, pid)


PARENT = """
import asyncio, json, sys
from pathlib import Path
from graphs.models.catalog import starter_model
from graphs.models.local_server import LocalServer

async def main():
    server = LocalServer(starter_model(), Path(sys.argv[1]))
    waiting = asyncio.create_task(server.ready())
    while server.pid is None:
        await asyncio.sleep(0.01)
    print(json.dumps(server.pid), flush=True)
    await waiting
    print(json.dumps("ready"), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def start_parent(logs: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PARENT, str(logs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.parametrize("loaded", [True, False])
async def test_killing_the_parent_ends_the_child(tmp_path: Path, loaded: bool) -> None:
    parent = start_parent(tmp_path)
    assert parent.stdout is not None
    pid = json.loads(parent.stdout.readline())
    if loaded:
        assert json.loads(parent.stdout.readline()) == "ready"
    assert lives(pid)
    started = time.monotonic()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    try:
        await until(lambda: not lives(pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if loaded:
        assert time.monotonic() - started < 2
