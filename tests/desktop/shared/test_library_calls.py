import asyncio
import time

import pytest

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library, NotFound
from tests.desktop.conftest import Desk


def test_calls_wait_for_the_library_and_keep_their_order(
    desk: Desk, tasks: Tasks, library: Library
) -> None:
    calls = LibraryCalls(desk.loop)
    seen: list[int] = []

    def slowly(number: int) -> None:
        time.sleep(0.02 if number == 0 else 0)
        seen.append(number)

    for number in range(4):
        tasks.start(calls.call(lambda _, number=number: slowly(number)))
    desk.settle()
    assert seen == []

    calls.provide(library)
    desk.until(lambda: len(seen) == 4)

    assert seen == [0, 1, 2, 3]


def test_errors_come_back(desk: Desk, calls: LibraryCalls) -> None:
    with pytest.raises(NotFound):
        desk.run(calls.call(lambda library: library.conversation("none")))


def test_cancelling_one_waiter_leaves_the_others(desk: Desk, library: Library) -> None:
    calls = LibraryCalls(desk.loop)

    async def both() -> str:
        first = asyncio.ensure_future(calls.call(lambda library: library.draft("")))
        second = asyncio.ensure_future(calls.call(lambda library: library.draft("")))
        await asyncio.sleep(0)
        first.cancel()
        calls.provide(library)
        return await second

    assert desk.run(both()) == ""


def test_closing_closes_the_library(desk: Desk, home: Home) -> None:
    calls = LibraryCalls(desk.loop)
    calls.provide(Library.open(home))
    desk.run(calls.call(lambda library: library.save_draft("", "kept")))

    desk.run(calls.close())

    assert list(home.locks.glob("*.lock")) == []
    again = Library.open(home)
    assert again.draft("") == "kept"
    again.close()


def test_closing_before_the_library_is_open(desk: Desk) -> None:
    desk.run(LibraryCalls(desk.loop).close())
