"""The folder in which a conversation's tools work, on a real window and real folders."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAccessible

from desktop.chat.workspace import shown
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key


def chip(page: Screen) -> str:
    item = QAccessible.queryAccessibleInterface(page.item("workspaceChip"))
    return item.text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("/home/ada", "~"),
        ("/home/ada/Documents", "~/Documents"),
        ("/home/adam/Documents", "/home/adam/Documents"),
        ("/srv", "/srv"),
    ],
)
def test_a_folder_is_written_from_the_persons_own(folder: str, words: str) -> None:
    assert shown(folder, "/home/ada") == words


def test_a_conversation_shows_its_own_folder(chat: Chat, page: Screen, tmp_path: Path) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.library.set_workspace(one.id, str(tmp_path))

    chat.open(one.id)
    page.desk.until(lambda: str(tmp_path) in chip(page))
    chat.open(other.id)
    page.desk.until(lambda: "Cairn" in chip(page))


def test_another_folder_is_picked_for_a_conversation(
    chat: Chat, page: Screen, tmp_path: Path
) -> None:
    made = chat.make()
    chat.open(made.id)

    chat.view_model.workspace.pick(QUrl.fromLocalFile(str(tmp_path)))

    page.desk.until(lambda: str(tmp_path) in chip(page))
    assert chat.library.workspace(made.id) == str(tmp_path)


def test_a_folder_picked_before_the_first_message_is_the_conversations(
    chat: Chat, page: Screen, tmp_path: Path
) -> None:
    chat.open("")
    chat.view_model.workspace.pick(QUrl.fromLocalFile(str(tmp_path)))
    page.desk.until(lambda: str(tmp_path) in chip(page))

    chat.view_model.send("Hello")
    chat.desk.until(lambda: bool(chat.started))

    assert chat.library.workspace(chat.started[0]) == str(tmp_path)
    chat.desk.settle()
    assert str(tmp_path) in chip(page)
    chat.open("")
    page.desk.until(lambda: "Cairn" in chip(page))


def test_a_folder_that_is_none_is_refused_in_words(chat: Chat, tmp_path: Path) -> None:
    made = chat.make()
    chat.open(made.id)
    before = chat.library.workspace(made.id)

    chat.view_model.workspace.pick(QUrl.fromLocalFile(str(tmp_path / "nowhere")))

    chat.desk.until(lambda: bool(chat.told))
    assert "nowhere" in chat.told[0]
    assert chat.library.workspace(made.id) == before


def test_a_folder_that_has_vanished_is_said(chat: Chat, page: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "Invoices"
    folder.mkdir()
    made = chat.make()
    chat.library.set_workspace(made.id, str(folder))
    chat.open(made.id)
    page.desk.until(lambda: "Invoices" in chip(page))
    assert page.look("workspaceGone") is None

    folder.rmdir()
    chat.view_model.refresh()

    page.desk.until(lambda: page.look("workspaceGone") is not None)
    assert "not there any more" in chip(page)


@pytest.mark.parametrize("way", ["click", "return"])
def test_the_chip_asks_for_a_folder(chat: Chat, page: Screen, tmp_path: Path, way: str) -> None:
    made = chat.make()
    chat.open(made.id)
    page.desk.until(lambda: page.look("workspaceChip") is not None)

    if way == "click":
        page.click("workspaceChip")
    else:
        page.item("workspaceChip").forceActiveFocus()
        page.key(Key.Key_Return)

    picker = page.window.findChild(QObject, "folderPicker")
    assert picker is not None
    page.desk.until(lambda: bool(picker.property("visible")))
    picker.setProperty("selectedFolder", QUrl.fromLocalFile(str(tmp_path)))
    picker.metaObject().invokeMethod(picker, "accept")
    page.desk.until(lambda: chat.library.workspace(made.id) == str(tmp_path))
