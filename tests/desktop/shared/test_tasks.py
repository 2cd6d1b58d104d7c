import asyncio
import threading

from desktop.shared.tasks import Tasks, run_blocking
from tests.desktop.conftest import Desk


async def fail() -> None:
    raise LookupError


def test_an_error_is_reported_once(desk: Desk, tasks: Tasks, reported: list[BaseException]) -> None:
    tasks.start(fail())

    desk.until(lambda: bool(reported))

    assert [type(error) for error in reported] == [LookupError]


def test_tasks_start_before_the_loop_runs(desk: Desk, tasks: Tasks) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    tasks.start(work())
    assert done == []
    desk.settle()

    assert done == [1]


def test_closing_cancels_and_waits_and_nothing_starts_afterwards(
    desk: Desk, reported: list[BaseException]
) -> None:
    tasks = Tasks(desk.loop, reported.append)
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            ended.append("tidy")

    tasks.start(work())
    desk.settle()
    desk.run(tasks.close())

    assert ended == ["tidy"]
    assert tasks.start(fail()) is None
    desk.settle()
    assert reported == []


def test_blocking_work_runs_in_another_thread(desk: Desk) -> None:
    thread = desk.run(run_blocking(threading.get_ident))

    assert thread != threading.get_ident()
