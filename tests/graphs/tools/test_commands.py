import asyncio
import time
from pathlib import Path

import psutil
import pytest

from graphs.errors import ToolError
from graphs.tools import commands, processes
from graphs.tools.captured import Captured
from tests.graphs.tools.conftest import Bench


async def run(bench: Bench, command: str, seconds: float = 20, call_id: str = "") -> str:
    return await commands.run(bench.desk.workspace, command, call_id or bench.call_id, seconds)


def gone(pid_file: Path) -> bool:
    """Whether the process that wrote its id there ends."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        pid = int(pid_file.read_text())
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def appears(path: Path) -> None:
    until = time.monotonic() + 30
    while not (path.exists() and path.read_text()) and time.monotonic() < until:
        time.sleep(0.02)


async def test_a_command_runs_in_the_workspace_and_tells_code_and_output(bench: Bench) -> None:
    printed = await bench.call("run_command", command="pwd; echo 'it''s' \"🪨\" >&2; exit 3")

    assert printed == f"Ended with exit code 3.\n{bench.folder}\nits 🪨\n"
    assert "printed nothing" in await run(bench, "true")
    assert "SIGKILL" in await run(bench, "kill -9 $$")
    assert "exit code 127" in await run(bench, "no-such-program")


async def test_it_gets_nothing_of_ours(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("CAIRN_HOME", "/home/of/cairn")
    monkeypatch.setenv("THEIRS", "kept")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/before")

    printed = await run(bench, "env", call_id="call 7")

    assert "sk-1" not in printed
    assert "CAIRN_HOME" not in printed
    assert "THEIRS=kept" in printed
    assert "LD_LIBRARY_PATH=/before\n" in printed
    assert "CAIRN_ACTION=call 7/" in printed


async def test_one_that_asks_for_input_gets_none(bench: Bench) -> None:
    started = time.monotonic()

    printed = await run(bench, "read answer || echo no input; read x </dev/tty || echo no terminal")

    assert "no input" in printed
    assert "no terminal" in printed
    assert time.monotonic() - started < 5


async def test_one_that_hangs_is_ended_with_all_it_started(bench: Bench) -> None:
    command = (
        "echo begun; trap '' TERM; sleep 300 & echo $! > child;"
        " setsid sh -c 'trap \"\" TERM; echo $$ > away; sleep 300' & wait; sleep 300"
    )

    with pytest.raises(ToolError, match=r"longer than 3 seconds[\s\S]*begun"):
        await run(bench, command, seconds=3)

    assert gone(bench.folder / "child")
    assert gone(bench.folder / "away")
    assert not processes.alive(bench.call_id)


async def test_a_stop_ends_it_with_all_it_started(bench: Bench) -> None:
    command = "echo $$ > shell; (setsid sh -c 'echo $$ > away; exec sleep 300' &) ; sleep 300"
    running = asyncio.create_task(run(bench, command))
    await asyncio.to_thread(appears, bench.folder / "away")
    assert processes.alive(bench.call_id)
    assert bench.evidence("run_command", command=command)[0].endswith("still runs.")

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert gone(bench.folder / "shell")
    assert gone(bench.folder / "away")
    assert not processes.alive(bench.call_id)
    assert bench.evidence("run_command", command=command)[0].endswith("any more.")


async def test_a_stop_while_it_starts_leaves_nothing(bench: Bench) -> None:
    for pause in (0.0, 0.001, 0.003):
        running = asyncio.create_task(run(bench, "sleep 300"))
        await asyncio.sleep(pause)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not processes.alive(bench.call_id)


async def test_children_that_keep_its_output_open_are_ended(bench: Bench) -> None:
    started = time.monotonic()

    printed = await run(bench, "sleep 300 & echo $! > child; echo done")

    assert printed.startswith("Ended with exit code 0. Programs that it left running")
    assert "done" in printed
    assert gone(bench.folder / "child")
    assert time.monotonic() - started < 10


async def test_a_program_that_lets_go_of_its_output_may_stay(bench: Bench) -> None:
    printed = await run(bench, "setsid sleep 300 >/dev/null 2>&1 & echo $! > child")
    try:
        assert printed.startswith("Ended with exit code 0.\n")
        assert processes.alive(bench.call_id)
        assert not processes.alive(bench.call_id[:-1])
    finally:
        psutil.Process(int((bench.folder / "child").read_text())).kill()


async def test_a_gigabyte_of_output_fills_no_memory_and_blocks_nothing(bench: Bench) -> None:
    before = psutil.Process().memory_info().rss

    printed = await run(bench, "yes stone | head -c 1000000000; echo; echo end", seconds=60)

    assert printed.startswith("Ended with exit code 0.\nstone\nstone\n")
    assert printed.endswith("end\n")
    assert "of 1,000,000,005 bytes are left out" in printed
    assert len(printed) < 1_100_000
    assert psutil.Process().memory_info().rss - before < 100_000_000


async def test_much_output_goes_to_a_blob_and_can_be_read_on(bench: Bench) -> None:
    shown = await bench.call("run_command", command="seq 1 50000")
    where = shown.rpartition('path="')[2].partition('"')[0]

    assert len(shown) < 5000
    assert shown.startswith("Ended with exit code 0.\n1\n2\n")
    next_offset = int(shown.rpartition("offset=")[2].partition(")")[0])
    page = await bench.call("read_file", path=where, offset=next_offset)
    last = shown.splitlines()[-2]
    assert page.splitlines()[0] == str(int(last) + 1)


async def test_binary_output_is_said(bench: Bench) -> None:
    printed = await run(bench, "head -c 5000 /dev/urandom")

    assert "5,000 bytes that are not text" in printed


async def test_two_hundred_at_once_all_end(bench: Bench) -> None:
    results = await asyncio.gather(
        *(run(bench, f"echo {number}", 60, f"c{number}") for number in range(200))
    )

    assert results == [f"Ended with exit code 0.\n{number}\n" for number in range(200)]


async def test_what_cannot_be_started_is_said(bench: Bench) -> None:
    with pytest.raises(ToolError, match="NUL"):
        await run(bench, "echo a\0b")
    with pytest.raises(ToolError, match="could not be started"):
        await run(bench, "x" * 3_000_000)


def test_the_preview_shows_the_command_and_promises_no_way_back(bench: Bench) -> None:
    preview = bench.preview("run_command", command="make\nrm -r build")

    assert preview.title == "Run make…"
    assert not preview.undo
    assert "cannot be undone" in preview.sentence
    assert bench.folder.name in preview.sentence


def test_nothing_is_left_out_until_it_is_too_much() -> None:
    for total in range(45):
        captured = Captured(most=20)
        content = bytes(65 + number % 26 for number in range(total))
        for start in range(0, total, 3):
            captured.take(content[start : start + 3])

        text = captured.text()
        if 0 < total <= 20:
            assert text == content.decode()
        elif total:
            head, note, tail = text.split("\n")
            assert (head, tail) == (content[:10].decode(), content[-10:].decode())
            assert note == f"[{total - 20} of {total} bytes are left out here]"


def test_colours_and_titles_are_taken_out_of_output() -> None:
    captured = Captured()
    captured.take(b"\x1b[1;31mred\x1b[0m \x1b]0;title\x07end\r\n")

    assert captured.text() == "red end\n"
