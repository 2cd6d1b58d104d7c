"""Saves a picture of the chat page in each of its states.

    python -m tests.desktop.chat.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
model and the file are real; what the agent does is scripted.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Conversation, Home, Library, ToolCall
from tests.desktop.chat.conftest import Chat
from tests.desktop.conftest import Desk
from tests.desktop.views.conftest import Screen

LONG_ANSWER = """\
A cairn is a **pile of stones** that marks a path. Hikers build them where the ground keeps no \
trace: on rock, on snow, above the tree line. See [the marks of a path](https://example.org/cairns).

## Where they help

1. On bare rock, where a path leaves *no trace*.
2. In fog, when the next mark is all you see:
   - one at each bend,
   - one where two paths part.
3. On the way back.

- [x] Look for the next one before you leave the last
- [ ] Add a stone, if you like

> A good cairn is seen against the sky.
>
> A bad one is seen only by whoever built it.

### In code

Call `distance(a, b)` with two places; it gives metres.

```python
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000  # metres


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    \"\"\"The way between two places given in degrees.\"\"\"
    (north_a, east_a), (north_b, east_b) = map(radians, a), map(radians, b)
    half = sin((north_b - north_a) / 2) ** 2
    half += cos(north_a) * cos(north_b) * sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))  # a line long enough that it has to be scrolled sideways
```

| Mark | Seen from | Lasts |
|:-----|:---------:|------:|
| Cairn | 200 m | 100 years |
| Paint on `rock` | 40 m | 8 years |
| Post, with a *long* remark about what it needs in winter | 120 m | 20 years |

---

هذه كومة من الحجارة تدل على الطريق. 🪨🥾
"""
SHORT_ANSWER = "It marks a path where the ground keeps no trace."
CODE = "\n".join(f"stone[{n}] = lay(stone[{n - 1}], on=ground)  # {n} of 80" for n in range(1, 81))
QUESTION = "What is a cairn, and how far is it from one to the next? Give me a table and some code."


class Gallery:
    """The page in a window, and one picture after the other."""

    def __init__(self, chat: Chat, screen: Screen, folder: Path) -> None:
        self.chat = chat
        self.host = chat.host
        self.screen = screen
        self.folder = folder

    def picture(self, name: str) -> None:
        self.screen.desk.settle(0.3)
        self.screen.window.grabWindow().save(str(self.folder / f"{name}.png"))

    def begin(self, title: str, text: str) -> Conversation:
        """A conversation in view whose turn runs."""
        made = self.chat.make(title)
        self.chat.open(made.id)
        self.chat.send(made.branch_id, text)
        self.screen.desk.settle()
        return made

    def answer(self, title: str, text: str, answer: str) -> Conversation:
        """A conversation in view of one finished turn."""
        made = self.begin(title, text)
        self.host.save(made.branch_id, uuid4().hex, answer)
        self.host.finish(made.branch_id)
        return made


def empty(gallery: Gallery) -> None:
    gallery.chat.open("")
    gallery.picture("empty")
    if gallery.screen.look("examplePrompt"):
        gallery.screen.hover("examplePrompt")
    gallery.screen.item("composerField").forceActiveFocus()
    gallery.screen.type("What is a cairn?")
    gallery.picture("empty-written")


def long_answer(gallery: Gallery) -> None:
    gallery.answer("What a cairn is", QUESTION, LONG_ANSWER)
    gallery.picture("answer-end")
    view = gallery.screen.item("transcript")
    view.forceActiveFocus()
    gallery.screen.key(Qt.Key.Key_Home)
    gallery.picture("answer-start")
    gallery.screen.key(Qt.Key.Key_PageDown)
    gallery.screen.hover("proseBlock")
    gallery.picture("answer-middle")


def folded(gallery: Gallery) -> None:
    words = "Please keep all of this, word for word. " * 160
    gallery.answer("A long message", words, f"Kept.\n\n```python\n{CODE}\n```\n\nThat is all.")
    gallery.picture("folded")


def actions(gallery: Gallery) -> None:
    made = gallery.begin("The time in Lisbon", "What time is it, here and in Lisbon?")
    host = gallery.host
    here = ToolCall("c1", "read_clock", "{}")
    there = ToolCall("c2", "read_clock", '{"zone": "Europe/Lisbo"}')
    running = ToolCall("c3", "read_clock", '{"zone": "Europe/Lisbon"}')
    host.save(made.branch_id, "m1", "I look at the clock.", here, there)
    host.answer_call(made.branch_id, here, "2026-03-01 12:30:05 CET", failed=False)
    host.answer_call(made.branch_id, there, "There is no such time zone.", failed=True)
    host.save(made.branch_id, "m2", "Once more, spelled right.", running)
    gallery.picture("actions")
    host.finish(made.branch_id)


def streaming(gallery: Gallery) -> None:
    made = gallery.begin("What a cairn is", QUESTION)
    gallery.picture("thinking")
    gallery.host.load(made.branch_id, "SmolLM2 135M")
    gallery.picture("loading")
    gallery.host.say(made.branch_id, "m1", LONG_ANSWER[:900])
    gallery.picture("streaming")
    gallery.host.retry(made.branch_id, "The model is busy.", 12)
    gallery.picture("retrying")
    gallery.chat.view_model.stop()
    gallery.picture("stopped")


def failed(gallery: Gallery) -> None:
    made = gallery.begin("What a cairn is", QUESTION)
    gallery.host.say(made.branch_id, "m1", SHORT_ANSWER)
    gallery.host.fail(
        made.branch_id,
        "The model's server ended in the middle of the answer.",
        "Continue starts it again and goes on from the last step.",
    )
    gallery.picture("failed")


def unfinished(gallery: Gallery) -> None:
    made = gallery.chat.make("What a cairn is")
    gallery.chat.interrupt(made, QUESTION, LONG_ANSWER[:330])
    gallery.chat.open(made.id)
    gallery.picture("unfinished")
    gallery.chat.view_model.resume()
    gallery.screen.desk.until(lambda: made.branch_id in gallery.host.running)
    gallery.host.say(made.branch_id, "m2", SHORT_ANSWER)
    gallery.picture("continued")
    gallery.screen.click("earlierTry")
    gallery.picture("continued-unfolded")
    gallery.host.finish(made.branch_id)


def unreadable(gallery: Gallery) -> None:
    gallery.chat.open("a-conversation-that-is-not-there")
    gallery.picture("unreadable")


def long_past(gallery: Gallery) -> None:
    made = gallery.chat.make("Forty questions")
    gallery.chat.record(made, *((f"Question {n}", SHORT_ANSWER) for n in range(1, 41)))
    gallery.chat.open(made.id)
    gallery.screen.desk.settle(0.2)
    gallery.screen.item("transcript").forceActiveFocus()
    gallery.screen.key(Qt.Key.Key_PageUp)
    gallery.picture("scrolled-up")
    gallery.screen.key(Qt.Key.Key_End)
    gallery.screen.key(Qt.Key.Key_Up)
    gallery.picture("by-keyboard")
    gallery.screen.item("composerField").setProperty("text", "One line\n" * 12 + "the last")
    gallery.screen.item("composerField").forceActiveFocus()
    gallery.picture("composer-full")


STATES: tuple[Callable[[Gallery], None], ...] = (
    empty,
    long_answer,
    folded,
    actions,
    streaming,
    failed,
    unfinished,
    unreadable,
    long_past,
)


def main(
    folder: str, width: str = "1016", height: str = "760", scheme: str = "light", text: str = "1"
) -> None:
    """Save them all."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * float(text)))
    app.setFont(font)
    loop = event_loop.join(app, raise_)
    for state in STATES:
        with tempfile.TemporaryDirectory() as home, open_chat(Desk(loop), Home(Path(home))) as chat:
            view = QQuickView()
            screen = Screen(chat.desk, view)
            screen.show("Chat", "ChatPage", int(width), int(height), viewModel=chat.view_model)
            theme = view.engine().singletonInstance("Theme", "Theme")
            theme.setProperty("dark", scheme == "dark")
            view.setColor(theme.property("page"))
            screen.desk.settle()
            state(Gallery(chat, screen, Path(folder)))
            view.setSource(QUrl())
            view.close()
    loop.close()


@contextmanager
def open_chat(desk: Desk, home: Home) -> Iterator[Chat]:
    """A chat on a new file."""
    home.prepare()
    library = Library.open(home)
    tasks = Tasks(desk.loop, raise_)
    calls = LibraryCalls(desk.loop)
    calls.provide(library)
    chat = Chat(desk, library, calls, tasks)
    yield chat
    desk.run(chat.view_model.close())
    desk.run(tasks.close())
    shiboken6.delete(chat.view_model)
    library.close()


def raise_(error: BaseException) -> None:
    """What goes wrong in a task ends the gallery."""
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
