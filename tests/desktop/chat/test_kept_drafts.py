from itertools import count

from graphs import Conversation
from tests.desktop.chat.conftest import Chat


def test_what_is_typed_is_on_disk_soon(chat: Chat, trip: Conversation) -> None:
    typed = (f"typed {number}" for number in count())

    def saved_without_a_pause() -> bool:
        chat.view_model.saveDraft(next(typed))
        return chat.library.draft(trip.id).startswith("typed")

    chat.desk.until(saved_without_a_pause)


def test_each_conversation_has_its_own_draft(chat: Chat) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.open(one.id)
    chat.view_model.saveDraft("for one")
    chat.open(other.id)
    assert chat.view_model.draft == ""
    chat.view_model.saveDraft("for the other")

    chat.open(one.id)
    assert chat.view_model.draft == "for one"
    chat.open(other.id)
    assert chat.view_model.draft == "for the other"


def test_what_is_typed_before_anything_is_open_is_kept(chat: Chat) -> None:
    made = chat.make()
    chat.library.save_draft("", "of another day")
    chat.library.save_draft(made.id, "begun")
    chat.view_model.saveDraft("early")

    chat.open(made.id)

    assert chat.view_model.draft == "begun\nearly"
    chat.desk.until(lambda: chat.library.draft(made.id) == "begun\nearly")
    assert chat.library.draft("") == "of another day"


def test_a_recorded_message_leaves_no_draft(chat: Chat) -> None:
    chat.open("")
    chat.view_model.saveDraft("Hello")
    chat.view_model.send("Hello")
    chat.desk.until(lambda: chat.sent == 1)

    (made,) = chat.library.conversations()
    assert chat.view_model.draft == ""
    chat.desk.until(lambda: chat.library.draft("") == "")
    chat.desk.settle()
    assert chat.library.draft(made.id) == ""


def test_what_is_typed_while_a_message_waits_is_kept(sleeping: Chat) -> None:
    made = sleeping.make()
    sleeping.open(made.id)
    sleeping.view_model.send("Hello")
    sleeping.view_model.saveDraft("Hello and more")

    sleeping.engine.come_up()
    sleeping.desk.until(lambda: sleeping.sent == 1)

    assert sleeping.view_model.draft == " and more"
    sleeping.desk.until(lambda: sleeping.library.draft(made.id) == " and more")


def test_closing_writes_the_draft_down(chat: Chat, trip: Conversation) -> None:
    chat.view_model.saveDraft("half a")

    chat.desk.run(chat.view_model.close())

    assert chat.library.draft(trip.id) == "half a"
