from PySide6.QtGui import QGuiApplication

from desktop.chat.transcript import Role
from graphs import Conversation
from tests.desktop.chat.conftest import Chat


def test_copying_gives_the_message_as_it_was_written(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m", "**bold**\n\n```python\nx = 1\n```")

    chat.view_model.copyMessage("m")
    assert QGuiApplication.clipboard().text() == "**bold**\n\n```python\nx = 1\n```"
    chat.view_model.copyCode(chat.rows[2].key)
    assert QGuiApplication.clipboard().text() == "x = 1"
    assert chat.told == ["Copied", "Copied"]


def test_code_gets_its_colours_when_it_is_looked_at(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m", "```python\nimport this\n```")
    chat.host.save(trip.branch_id, "m", "```python\nimport this\n```")
    model = chat.view_model.transcript

    chat.desk.until(lambda: "color" in model.data(model.index(1), Role.HIGHLIGHTED))
