"""How long the timeline of 10,000 steps holds the window's loop.

    python -m tests.performance.timeline_loop

The pane stands in a window of its own, over a real file. For each deed of the person: the most that
the window's thread worked between two beats of its loop, and the longest time between two beats,
which the machine's other work is in. Both in milliseconds.
"""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path as Folder
from typing import cast

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from sqlalchemy import Connection

from desktop.timeline.view_model import TimelineViewModel
from graphs import Library, StepSaved
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.conftest import PlainHost
from tests.desktop.timeline.path import Path
from tests.performance.probes.streaming_window import Heartbeat

TURNS = 1_670  # of six steps each
FRAME = 0.03
REST = 1.0


def prepared(library: Library) -> Path:
    """A conversation of 10,000 steps, written in one transaction."""
    database = library.database
    with database.transaction() as c:

        @contextmanager
        def same() -> Iterator[Connection]:
            yield c

        apart, database.transaction = database.transaction, same
        path = Path(library, "A long walk", ago=TURNS * 8)
        for number in range(TURNS):
            path.you(f"Question {number} about the way up this hill, and what is seen there")
            path.done(path.wants(f"Write note {number}.md"))
            path.done(path.wants(f"Read note {number}.md", tool="read_file"))
            path.answers(f"Answer {number}, with some words that are too long for its line")
        database.transaction = apart
    return path


class Visit:
    """Somebody at the pane, and a watch on the loop."""

    def __init__(self, shown: Gallery, timeline: TimelineViewModel, path: Path) -> None:
        self._shown = shown
        self._timeline = timeline
        self._path = path
        self._heart = Heartbeat()

    async def all(self) -> None:
        """Every deed, one after the other."""
        for deed in (
            self.open,
            self.close,
            self.open,
            self.scroll,
            self.walk,
            self.read_on,
            self.go_to_the_end,
            self.go_to_the_top,
            self.unfold,
            self.take_in,
        ):
            await self._watched(deed)

    async def open(self) -> None:
        self._timeline.open(self._path.conversation_id, self._path.branch_id)

    async def close(self) -> None:
        self._timeline.open("", "")

    async def scroll(self) -> None:
        middle, down = QPointF(150, 400), QPoint(0, -120)
        for _ in range(40):
            wheel = QWheelEvent(
                middle,
                middle,
                down,
                down,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QGuiApplication.sendEvent(self._shown.screen.view, wheel)
            await asyncio.sleep(FRAME)

    async def read_on(self) -> None:
        model = self._timeline.model
        while len(model.rows) < TURNS:
            model.fetchMore(QModelIndex())
            await asyncio.sleep(FRAME)

    async def walk(self) -> None:
        for row in range(40):
            self._timeline.moveTo(row)
            await asyncio.sleep(FRAME)

    async def go_to_the_end(self) -> None:
        self._timeline.moveTo(10 * TURNS)

    async def go_to_the_top(self) -> None:
        self._timeline.moveTo(0)

    async def unfold(self) -> None:
        rows = self._timeline.model.rows
        self._timeline.toggle(rows[len(rows) // 2].key)

    async def take_in(self) -> None:
        self._timeline.handle(StepSaved(self._path.branch_id, "t", "c", ()))

    async def _watched(self, deed: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(REST)
        self._heart.restart()
        await deed()
        await asyncio.sleep(REST)
        name = cast("str", deed.__name__).replace("_", " ")  # pyright: ignore[reportAttributeAccessIssue]
        busiest, longest = self._heart.busiest * 1_000, self._heart.longest * 1_000
        sys.stdout.write(f"{name:16} work {busiest:5.1f} ms   gap {longest:6.1f} ms\n")
        sys.stdout.flush()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wish = Wish(Folder(folder), (300, 860))
        with studio(wish) as desk, gallery(desk, wish) as shown:
            path = prepared(shown.library)
            timeline = TimelineViewModel(shown.calls, PlainHost(shown.library), shown.tasks)
            shown.show("Timeline", "TimelinePane", timeline=timeline)
            gc.freeze()
            desk.run(Visit(shown, timeline, path).all(), seconds=120)


if __name__ == "__main__":
    main()
