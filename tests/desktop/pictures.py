"""What all galleries of pictures share; each of them only lists its states.

    python -m tests.desktop.X.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE [STATE…]]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from tests.desktop.conftest import Desk
from tests.desktop.live_room import Ground, LiveRoom
from tests.desktop.screen import Screen
from tests.endpoint import ScriptedEndpoint

T = TypeVar("T")
R = TypeVar("R", bound=LiveRoom)
PAGE = (1016, 760)
LAID_OUT = 0.35


@dataclass(frozen=True)
class Wish:
    """What the command line asks for; `only` names states, all of them when it is empty."""

    folder: Path
    size: tuple[int, int]
    dark: bool = False
    text: float = 1.0
    only: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        folder: str,
        width: str = "",
        height: str = "",
        scheme: str = "light",
        text: str = "1",
        *only: str,
        size: tuple[int, int] = PAGE,
    ) -> "Wish":
        """What these arguments wish for; `size` where they have none."""
        wished = (int(width), int(height)) if height else size
        return cls(Path(folder), wished, scheme == "dark", float(text), only)

    def chosen(self, states: Sequence[Callable[[T], None]]) -> list[Callable[[T], None]]:
        """The states that are wished for, by their names."""
        return [one for one in states if not self.only or one.__name__ in self.only]


class Gallery:
    """A new folder of data, a window, and pictures of what it shows.

    Attributes:
        place: an empty folder, gone at the end.
        ending: what else is to end after the tasks and before the library.
    """

    def __init__(self, desk: Desk, wish: Wish, place: Path) -> None:
        self.desk = desk
        self.place = place
        self.ending = ExitStack()
        self._wish = wish
        home = Home(place / "home")
        home.prepare()
        self.library = Library.open(home)
        self.calls = LibraryCalls(desk.loop)
        self.calls.provide(self.library)
        self.tasks = Tasks(desk.loop, raise_)
        self.screen = Screen(desk)

    def show(self, module: str, kind: str, **given: object) -> None:
        """A component of ours, in the wished size and colours."""
        self.desk.act(lambda: self.screen.show(module, kind, *self._wish.size, **given))
        self._paint()

    def show_file(self, path: Path, **given: object) -> None:
        """The same for a stage of the tests'."""
        self.desk.act(lambda: self.screen.show_file(path, *self._wish.size, **given))
        self._paint()

    def picture(self, name: str) -> None:
        """Save what is shown, once it is laid out."""
        self.desk.settle(LAID_OUT)
        self.screen.window.grabWindow().save(str(self._wish.folder / f"{name}.png"))

    def room(self, kind: Callable[[Ground], R]) -> R:
        """A room in which a scripted model answers, as the one that the environment chooses."""
        workspace = self.place / "Documents"  # its name is seen on pictures
        workspace.mkdir()
        endpoint = self.ending.enter_context(ScriptedEndpoint())
        os.environ |= endpoint.environ
        parts = self.desk, self.library, self.calls, self.tasks
        made = kind(Ground(*parts, endpoint, workspace))
        self.ending.callback(made.end)
        return made

    def end(self) -> None:
        self.screen.end()
        self.desk.run(self.tasks.close())
        self.ending.close()
        self.desk.run(self.calls.close())

    def _paint(self) -> None:
        self.screen.paint(dark=self._wish.dark)
        self.desk.settle()


@contextmanager
def studio(wish: Wish) -> Iterator[Desk]:
    """Qt's application, in the wished text size, and the loop that it runs on."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    wish.folder.mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * wish.text))
    app.setFont(font)
    desk = Desk(event_loop.join(app, raise_))
    yield desk
    desk.loop.close()


@contextmanager
def gallery(desk: Desk, wish: Wish) -> Iterator[Gallery]:
    """A gallery, which ends with all that it has opened."""
    with tempfile.TemporaryDirectory() as place:
        made = Gallery(desk, wish, Path(place))
        yield made
        made.end()


def raise_(error: BaseException) -> None:
    """What goes wrong in a task ends the gallery."""
    raise error
