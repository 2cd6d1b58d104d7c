"""From the starter model to another one and back, in the whole window, through a restart."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt

from graphs import Home, Library
from tests.desktop.app.test_window import Whole
from tests.desktop.conftest import Desk
from tests.endpoint import MODEL, ScriptedEndpoint

Key = Qt.Key


@pytest.fixture
def library(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "CAIRN_MODEL"):
        monkeypatch.delenv(name, raising=False)
    library = Library.open(home)
    library.rename(library.create("trip", agent_version="1").id, "Trip")
    yield library
    library.close()


@contextmanager
def window(desk: Desk, home: Home) -> Generator[Whole]:
    one = Whole(desk, home)
    one.until_shown("row:trip")
    yield one
    one.end()


def until_connected(whole: Whole, model: str) -> None:
    words = whole.hands.item("connectionWords")
    whole.desk.until(lambda: model in words.property("text"), 60)


def add_from_the_foot(whole: Whole, address: str) -> None:
    hands = whole.hands
    hands.click("openModels")
    whole.until_shown("showModels")
    hands.click("showModels")
    whole.until_shown("addModel")
    hands.item("addModel").forceActiveFocus()
    hands.key(Key.Key_Return)
    whole.until_shown("kind:4")
    hands.item("kind:4").forceActiveFocus()
    hands.key(Key.Key_Return)
    for field, typed in (("base_url", address), ("model", MODEL), ("name", "Mine")):
        hands.item(f"connection:{field}").forceActiveFocus()
        hands.item(f"connection:{field}").selectAll()
        hands.type(typed)


def press(whole: Whole, name: str) -> None:
    whole.hands.item(name).forceActiveFocus()
    whole.hands.key(Key.Key_Return)


def change_to(whole: Whole, model: str) -> None:
    whole.hands.click("openModels")
    whole.until_shown(f"use:{model}")
    whole.desk.until(lambda: not whole.app._models.looking)
    press(whole, f"use:{model}")
    until_connected(whole, model)
    whole.hands.key(Key.Key_Escape)


def test_another_model_is_added_from_the_foot_tried_used_and_kept(
    desk: Desk, home: Home, library: Library, endpoint: ScriptedEndpoint
) -> None:
    with window(desk, home) as whole:
        until_connected(whole, "SmolLM2 135M")
        add_from_the_foot(whole, endpoint.base_url)
        press(whole, "tryConnection")
        whole.until_shown("connectionOutcome")
        outcome = whole.hands.item("connectionOutcome").property("sentence")
        assert outcome.startswith("It answered in ")
        until_connected(whole, "SmolLM2 135M")

        press(whole, "saveAndUse")
        until_connected(whole, "Mine")
        whole.hands.key(Key.Key_Escape)
        whole.hands.click("row:trip")
        desk.until(lambda: bool(whole.app._chat.canSend))
        whole.hands.item("composerField").forceActiveFocus()
        whole.hands.type("Hello")
        whole.hands.key(Key.Key_Return)
        desk.until(lambda: "You said: Hello" in said(library))

        change_to(whole, "SmolLM2 135M")
        change_to(whole, "Mine")
    with window(desk, home) as again:
        until_connected(again, "Mine")


def test_the_first_page_leads_to_the_models_while_the_starter_model_is_used(
    desk: Desk, home: Home, library: Library
) -> None:
    with window(desk, home) as whole:
        until_connected(whole, "SmolLM2 135M")
        press(whole, "useAnotherModel")
        whole.until_shown("addModel")
        assert whole.focused().objectName() == "chip:1"


def said(library: Library) -> list[str]:
    branch = library.conversation("trip").branch_id
    return [message.text for message in library.transcript(branch).messages]
