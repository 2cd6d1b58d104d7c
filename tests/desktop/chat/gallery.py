"""Saves a picture of the chat page in each of its states.

    python -m tests.desktop.chat.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE [STATE…]]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
model and the file are real; what the agent does is scripted.
"""

import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.chat.rows import RowKind
from graphs import Conversation, InvalidArguments
from tests.desktop.chat.action_pictures import actions, rejecting
from tests.desktop.chat.conftest import Chat
from tests.desktop.chat.talk import CODE, LONG_ANSWER, QUESTION, SHORT_ANSWER, Talk
from tests.desktop.pictures import Wish, gallery, studio


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
                models = {
                    "viewModel": chat.view_model,
                    "approvals": approvals,
                    "starterModel": True,
                }
                shown.show("Chat", "ChatPage", **models)
                state(Talk(chat, approvals, shown))
                desk.run(chat.view_model.close())


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
