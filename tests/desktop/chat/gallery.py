"""Saves a picture of the chat page in each of its states.

    python -m tests.desktop.chat.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE [STATE…]]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
model and the file are real; what the agent does is scripted.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import shiboken6
from PySide6.QtCore import Qt

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.chat.rows import RowKind
from graphs import (
    Action,
    ActionStatus,
    Conversation,
    DiffLine,
    InvalidArguments,
    Preview,
    ToolCall,
)
from tests.desktop.chat.conftest import Chat
from tests.desktop.pictures import Gallery, Wish, gallery, studio

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


class Talk:
    """A chat in view, and one picture after the other."""

    def __init__(self, chat: Chat, approvals: ApprovalsViewModel, shown: Gallery) -> None:
        self.chat = chat
        self.approvals = approvals
        self.host = chat.host
        self.screen = shown.screen
        self.place = shown.place
        self.picture = shown.picture

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


def empty(talk: Talk) -> None:
    talk.chat.open("")
    talk.picture("empty")
    if talk.screen.look("examplePrompt"):
        talk.screen.hover("examplePrompt")
    talk.screen.item("composerField").forceActiveFocus()
    talk.screen.type("What is a cairn?")
    talk.picture("empty-written")


def long_answer(talk: Talk) -> None:
    talk.answer("What a cairn is", QUESTION, LONG_ANSWER)
    talk.picture("answer-end")
    view = talk.screen.item("transcript")
    view.forceActiveFocus()
    talk.screen.key(Qt.Key.Key_Home)
    talk.picture("answer-start")
    talk.screen.key(Qt.Key.Key_PageDown)
    talk.screen.hover("proseBlock")
    talk.picture("answer-middle")


def folded(talk: Talk) -> None:
    words = "Please keep all of this, word for word. " * 160
    talk.answer("A long message", words, f"Kept.\n\n```python\n{CODE}\n```\n\nThat is all.")
    talk.picture("folded")


def call(name: str, **arguments: str) -> ToolCall:
    return ToolCall(uuid4().hex, name, json.dumps(arguments))


def actions(talk: Talk) -> None:
    made = talk.begin("Clean up the invoices folder", "Which invoices have no due date? Sort them.")
    host, branch = talk.host, made.branch_id
    for number in range(14):
        host.read(branch, f"invoices/INV-02{number + 30}.txt", "Nordlicht GmbH, 412.00 EUR")
    talk.picture("actions-reads")
    talk.screen.click("readsLine")
    talk.picture("actions-reads-unfolded")
    talk.screen.click("readsLine")

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
    talk.picture("actions")
    lines = [row.key for row in talk.chat.rows if row.kind is RowKind.ACTION]
    for key, name in zip(lines, ("edited", "rejected", "answered", "failed", "rule"), strict=False):
        talk.chat.view_model.toggle(key)
        talk.picture(f"actions-{name}")
        talk.chat.view_model.toggle(key)
    host.finish(branch)


def rejecting(talk: Talk) -> None:
    made = talk.begin("Note down milk", "Note down milk, please.")
    wish = call("write_file", path="notes.txt", content="milk")
    talk.host.save(made.branch_id, "m1", "I write it down. Nothing is changed yet.", wish)
    preview = Preview(
        "Write notes.txt", "Makes a file of 4 bytes.", undo=True, diff=(DiffLine("added", "milk"),)
    )
    talk.host.propose(made.branch_id, "m1", wish, preview)
    talk.host.wait(made.branch_id)
    talk.approvals.openBranch(made.id, made.branch_id)
    talk.screen.item("composerField").forceActiveFocus()
    talk.screen.type("Rather write it into shopping.txt")
    talk.picture("rejecting")


def slash(talk: Talk) -> None:
    talk.answer("What a cairn is", QUESTION, SHORT_ANSWER)
    talk.screen.item("composerField").forceActiveFocus()
    talk.screen.type("/")
    talk.picture("slash")
    talk.screen.type("wr")
    talk.picture("slash-wr")
    talk.screen.key(Qt.Key.Key_Tab)
    talk.picture("slash-arguments")
    talk.screen.type("notes.txt ")
    talk.picture("slash-second-argument")
    talk.screen.desk.settle()
    talk.host.refusal = InvalidArguments(
        "Content is missing.", "Write it as /write_file <path> <content>."
    )
    talk.screen.key(Qt.Key.Key_Return)
    talk.picture("slash-refused")


def workspace(talk: Talk) -> None:
    made = talk.chat.make("In a folder of its own")
    folder = talk.place / "Documents" / "Invoices of the year 2026, sorted by month and customer"
    folder.mkdir(parents=True, exist_ok=True)
    talk.chat.library.set_workspace(made.id, str(folder))
    talk.chat.open(made.id)
    talk.picture("workspace")
    folder.rmdir()
    talk.chat.open("")
    talk.chat.open(made.id)
    talk.picture("workspace-gone")


def streaming(talk: Talk) -> None:
    made = talk.begin("What a cairn is", QUESTION)
    talk.picture("thinking")
    talk.host.load(made.branch_id, "SmolLM2 135M")
    talk.picture("loading")
    talk.host.say(made.branch_id, "m1", LONG_ANSWER[:900])
    talk.picture("streaming")
    talk.host.retry(made.branch_id, "The model is busy.", 12)
    talk.picture("retrying")
    talk.chat.view_model.stop()
    talk.picture("stopped")


def failed(talk: Talk) -> None:
    made = talk.begin("What a cairn is", QUESTION)
    talk.host.say(made.branch_id, "m1", SHORT_ANSWER)
    talk.host.fail(
        made.branch_id,
        "The model's server ended in the middle of the answer.",
        "Continue starts it again and goes on from the last step.",
    )
    talk.picture("failed")


def unfinished(talk: Talk) -> None:
    made = talk.chat.make("What a cairn is")
    talk.chat.interrupt(made, QUESTION, LONG_ANSWER[:330])
    talk.chat.open(made.id)
    talk.picture("unfinished")
    talk.chat.view_model.resume()
    talk.screen.desk.until(lambda: made.branch_id in talk.host.running)
    talk.host.say(made.branch_id, "m2", SHORT_ANSWER)
    talk.picture("continued")
    talk.screen.click("earlierTry")
    talk.picture("continued-unfolded")
    talk.host.finish(made.branch_id)


def unreadable(talk: Talk) -> None:
    talk.chat.open("a-conversation-that-is-not-there")
    talk.picture("unreadable")


def trip(talk: Talk) -> Conversation:
    """A conversation of three turns, and what else became of it."""
    made = talk.chat.make("How to say no to a refund")
    branch = made.branch_id
    talk.chat.grow(branch, "A customer wants a refund after a year. How do I say no?", SHORT_ANSWER)
    talk.chat.grow(branch, "And if they insist?", "Say it once more, in the same words.\n\n" * 3)
    talk.chat.grow(branch, "Write the letter.", LONG_ANSWER[:330])
    talk.chat.fork(
        branch, "asked about an exchange instead", 2, ("Offer them an exchange.", SHORT_ANSWER)
    )
    talk.chat.fork(branch, "with a softer tone", 2, ("And softer?", SHORT_ANSWER))
    return made


def ways(talk: Talk) -> None:
    made = trip(talk)
    talk.chat.open(made.id)
    talk.screen.item("transcript").forceActiveFocus()
    talk.screen.key(Qt.Key.Key_Home)
    talk.picture("ways")
    talk.screen.key(Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    talk.screen.desk.until(lambda: not talk.screen.look("lookBackStrip"))
    talk.screen.hover("wayAfter")
    talk.picture("ways-second")


def looking_back(talk: Talk) -> None:
    talk.chat.open(trip(talk).id)
    talk.chat.view_model.lookAt(4)
    talk.screen.desk.until(lambda: talk.chat.view_model.lookingBack)
    talk.picture("looking-back")


def editing(talk: Talk) -> None:
    made = trip(talk)
    talk.chat.open(made.id)
    talk.screen.item("transcript").forceActiveFocus()
    talk.screen.key(Qt.Key.Key_Home)
    shown = talk.chat.rows
    talk.screen.item("transcript").setProperty("hoveredMessage", shown[0].message_id)
    talk.picture("message-tools")
    asked = [row.message_id for row in shown if row.kind is RowKind.USER]
    talk.chat.view_model.edit(asked[1])
    talk.screen.desk.until(lambda: talk.screen.look("messageEditor") is not None)
    talk.screen.desk.settle()
    talk.screen.type(" They are a good customer.")
    talk.picture("editing")


def long_past(talk: Talk) -> None:
    made = talk.chat.make("Forty questions")
    talk.chat.record(made, *((f"Question {n}", SHORT_ANSWER) for n in range(1, 41)))
    talk.chat.open(made.id)
    talk.screen.desk.settle(0.2)
    talk.screen.item("transcript").forceActiveFocus()
    talk.screen.key(Qt.Key.Key_PageUp)
    talk.picture("scrolled-up")
    talk.screen.key(Qt.Key.Key_End)
    talk.screen.key(Qt.Key.Key_Up)
    talk.picture("by-keyboard")
    talk.screen.item("composerField").setProperty("text", "One line\n" * 12 + "the last")
    talk.screen.item("composerField").forceActiveFocus()
    talk.picture("composer-full")


STATES: tuple[Callable[[Talk], None], ...] = (
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


def main(wish: Wish) -> None:
    """Save them all, or those of the states named."""
    with studio(wish) as desk:
        for state in wish.chosen(STATES):
            with gallery(desk, wish) as shown:
                chat = Chat(desk, shown.library, shown.calls, shown.tasks)
                approvals = ApprovalsViewModel(shown.calls, chat.engine, shown.tasks)
                for view_model in (chat.view_model, approvals):
                    shown.ending.callback(shiboken6.delete, view_model)
                models = {"viewModel": chat.view_model, "approvals": approvals}
                shown.show("Chat", "ChatPage", **models)
                state(Talk(chat, approvals, shown))
                desk.run(chat.view_model.close())


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
