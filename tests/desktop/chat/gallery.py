"""Saves a picture of the chat page in each of its states.

    python -m tests.desktop.chat.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE [STATE…]]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
model and the file are real; what the agent does is scripted.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.approvals.view_model import ApprovalsViewModel
from desktop.chat.rows import RowKind
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionStatus,
    Conversation,
    DiffLine,
    Home,
    InvalidArguments,
    Library,
    Preview,
    ToolCall,
)
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

    def __init__(
        self, chat: Chat, approvals: ApprovalsViewModel, screen: Screen, folder: Path
    ) -> None:
        self.chat = chat
        self.approvals = approvals
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


def call(name: str, **arguments: str) -> ToolCall:
    return ToolCall(uuid4().hex, name, json.dumps(arguments))


def actions(gallery: Gallery) -> None:
    made = gallery.begin(
        "Clean up the invoices folder", "Which invoices have no due date? Sort them."
    )
    host, branch = gallery.host, made.branch_id
    for number in range(14):
        host.read(branch, f"invoices/INV-02{number + 30}.txt", "Nordlicht GmbH, 412.00 EUR")
    gallery.picture("actions-reads")
    gallery.screen.click("readsLine")
    gallery.picture("actions-reads-unfolded")
    gallery.screen.click("readsLine")

    def step(title: str, wish: ToolCall, *, undo: bool = True, **changes: object) -> Action:
        message_id = uuid4().hex
        host.save(branch, message_id, "", wish)
        asks = changes.pop("asks", True)
        because = changes.pop("because", "It changes something.")
        preview = replace(Preview(title, "", undo=undo), **changes)  # type: ignore[arg-type]
        return host.propose(
            branch, message_id, wish, preview, asks=bool(asks), because=str(because)
        )

    def run(action: Action, to: ActionStatus, result: str, seconds: float = 1.2) -> None:
        started = host.move(action, ActionStatus.STARTED, started_at=5.0)
        host.move(started, to, result=result, finished_at=5.0 + seconds)

    diff = (
        DiffLine("same", "Invoices without a due date"),
        DiffLine("removed", "- INV-0231"),
        DiffLine("added", "- INV-0231, Nordlicht GmbH, 412.00 EUR"),
        DiffLine("added", "- INV-0240, Atelier Sousa, 1,180.00 EUR"),
        DiffLine("gap", ""),
        DiffLine("same", "Sorted by number."),
    )
    edited = step(
        "Write invoices/no due date.txt",
        call("write_file", path="invoices/no due date.txt", content="INV-0231\nINV-0240"),
        diff=diff,
        more=12,
    )
    changed = json.dumps({"path": "invoices/undated.txt", "content": "INV-0231\nINV-0240"})
    edited = host.move(edited, ActionStatus.EDITED, edited=changed, decided_by="person")
    run(edited, ActionStatus.DONE, "Written: invoices/undated.txt, 18 bytes.")
    rejected = step("Delete invoices/old", call("delete_file", path="invoices/old"))
    host.move(rejected, ActionStatus.REJECTED, words="Keep the old ones. I still need them in May.")
    answered = step("Fetch example.org", call("fetch_url", url="https://example.org/rates"))
    host.move(answered, ActionStatus.ANSWERED, words="The rate is 1.08.")
    failed = step(
        "Run pdftotext INV-0244.pdf", call("run_command", command="pdftotext INV-0244.pdf")
    )
    run(failed, ActionStatus.FAILED, "pdftotext: command not found", 0.3)
    by_rule = step(
        "Run git status",
        call("run_command", command="git status"),
        asks=False,
        because="Your rule: git status, always.",
    )
    run(by_rule, ActionStatus.DONE, "On branch main\nnothing to commit", 0.1)
    running = step(
        "Move invoices/2026/a-very-long-name-of-a-folder/INV-0244-Hafen-Energie-GmbH-February.pdf",
        call("move_file", source="a", destination="b"),
    )
    host.move(running, ActionStatus.STARTED, started_at=time.time())
    gallery.picture("actions")
    lines = [row.key for row in gallery.chat.rows if row.kind is RowKind.ACTION]
    for key, name in zip(lines, ("edited", "rejected", "answered", "failed", "rule"), strict=False):
        gallery.chat.view_model.toggle(key)
        gallery.picture(f"actions-{name}")
        gallery.chat.view_model.toggle(key)
    host.finish(branch)


def rejecting(gallery: Gallery) -> None:
    made = gallery.begin("Note down milk", "Note down milk, please.")
    wish = call("write_file", path="notes.txt", content="milk")
    gallery.host.save(made.branch_id, "m1", "I write it down. Nothing is changed yet.", wish)
    preview = Preview(
        "Write notes.txt", "Makes a file of 4 bytes.", undo=True, diff=(DiffLine("added", "milk"),)
    )
    gallery.host.propose(made.branch_id, "m1", wish, preview)
    gallery.host.wait(made.branch_id)
    gallery.approvals.openBranch(made.id, made.branch_id)
    gallery.screen.item("composerField").forceActiveFocus()
    gallery.screen.type("Rather write it into shopping.txt")
    gallery.picture("rejecting")


def slash(gallery: Gallery) -> None:
    gallery.answer("What a cairn is", QUESTION, SHORT_ANSWER)
    gallery.screen.item("composerField").forceActiveFocus()
    gallery.screen.type("/")
    gallery.picture("slash")
    gallery.screen.type("wr")
    gallery.picture("slash-wr")
    gallery.screen.key(Qt.Key.Key_Tab)
    gallery.picture("slash-arguments")
    gallery.screen.type("notes.txt ")
    gallery.picture("slash-second-argument")
    gallery.screen.desk.settle()
    gallery.host.refusal = InvalidArguments(
        "Content is missing.", "Write it as /write_file <path> <content>."
    )
    gallery.screen.key(Qt.Key.Key_Return)
    gallery.picture("slash-refused")


def workspace(gallery: Gallery) -> None:
    made = gallery.chat.make("In a folder of its own")
    folder = (
        gallery.folder / "Documents" / "Invoices of the year 2026, sorted by month and customer"
    )
    folder.mkdir(parents=True, exist_ok=True)
    gallery.chat.library.set_workspace(made.id, str(folder))
    gallery.chat.open(made.id)
    gallery.picture("workspace")
    folder.rmdir()
    gallery.chat.open("")
    gallery.chat.open(made.id)
    gallery.picture("workspace-gone")


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


def trip(gallery: Gallery) -> Conversation:
    """A conversation of three turns, and what else became of it."""
    made = gallery.chat.make("How to say no to a refund")
    branch = made.branch_id
    gallery.chat.grow(
        branch, "A customer wants a refund after a year. How do I say no?", SHORT_ANSWER
    )
    gallery.chat.grow(branch, "And if they insist?", "Say it once more, in the same words.\n\n" * 3)
    gallery.chat.grow(branch, "Write the letter.", LONG_ANSWER[:330])
    gallery.chat.fork(
        branch, "asked about an exchange instead", 2, ("Offer them an exchange.", SHORT_ANSWER)
    )
    gallery.chat.fork(branch, "with a softer tone", 2, ("And softer?", SHORT_ANSWER))
    return made


def ways(gallery: Gallery) -> None:
    made = trip(gallery)
    gallery.chat.open(made.id)
    gallery.screen.item("transcript").forceActiveFocus()
    gallery.screen.key(Qt.Key.Key_Home)
    gallery.picture("ways")
    gallery.screen.key(Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    gallery.screen.desk.until(lambda: not gallery.screen.look("lookBackStrip"))
    gallery.screen.hover("wayAfter")
    gallery.picture("ways-second")


def looking_back(gallery: Gallery) -> None:
    gallery.chat.open(trip(gallery).id)
    gallery.chat.view_model.lookAt(4)
    gallery.screen.desk.until(lambda: gallery.chat.view_model.lookingBack)
    gallery.picture("looking-back")


def editing(gallery: Gallery) -> None:
    made = trip(gallery)
    gallery.chat.open(made.id)
    gallery.screen.item("transcript").forceActiveFocus()
    gallery.screen.key(Qt.Key.Key_Home)
    shown = gallery.chat.rows
    gallery.screen.item("transcript").setProperty("hoveredMessage", shown[0].message_id)
    gallery.picture("message-tools")
    asked = [row.message_id for row in shown if row.kind is RowKind.USER]
    gallery.chat.view_model.edit(asked[1])
    gallery.screen.desk.until(lambda: gallery.screen.look("messageEditor") is not None)
    gallery.screen.desk.settle()
    gallery.screen.type(" They are a good customer.")
    gallery.picture("editing")


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
    rejecting,
    slash,
    workspace,
    streaming,
    failed,
    unfinished,
    unreadable,
    long_past,
    ways,
    looking_back,
    editing,
)


def main(
    folder: str,
    width: str = "1016",
    height: str = "760",
    scheme: str = "light",
    text: str = "1",
    *only: str,
) -> None:
    """Save them all, or those of the states named."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * float(text)))
    app.setFont(font)
    loop = event_loop.join(app, raise_)
    for state in (one for one in STATES if not only or one.__name__ in only):
        with (
            tempfile.TemporaryDirectory() as home,
            open_chat(Desk(loop), Home(Path(home))) as (chat, approvals),
        ):
            view = QQuickView()
            screen = Screen(chat.desk, view)
            screen.show(
                "Chat",
                "ChatPage",
                int(width),
                int(height),
                viewModel=chat.view_model,
                approvals=approvals,
            )
            theme = view.engine().singletonInstance("Theme", "Theme")
            theme.setProperty("dark", scheme == "dark")
            view.setColor(theme.property("page"))
            screen.desk.settle()
            state(Gallery(chat, approvals, screen, Path(folder)))
            view.setSource(QUrl())
            view.close()
    loop.close()


@contextmanager
def open_chat(desk: Desk, home: Home) -> Iterator[tuple[Chat, ApprovalsViewModel]]:
    """A chat on a new file, and what waits in it."""
    home.prepare()
    library = Library.open(home)
    tasks = Tasks(desk.loop, raise_)
    calls = LibraryCalls(desk.loop)
    calls.provide(library)
    chat = Chat(desk, library, calls, tasks)
    approvals = ApprovalsViewModel(calls, chat.engine, tasks)
    yield chat, approvals
    desk.run(chat.view_model.close())
    desk.run(tasks.close())
    shiboken6.delete(approvals)
    shiboken6.delete(chat.view_model)
    library.close()


def raise_(error: BaseException) -> None:
    """What goes wrong in a task ends the gallery."""
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
