"""Saves a picture of the settings page in each of its states.

    python -m tests.desktop.settings.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
models and the file are real; the model and its facts are scripted.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.settings.view_model import SettingsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from tests.desktop.conftest import Desk
from tests.desktop.settings.scripted_host import ScriptedEngine, ScriptedHost
from tests.desktop.views.conftest import Screen


def fill(library: Library) -> None:
    """Rules of each kind, and something in the trash."""
    made = library.create(agent_version="1")
    library.rename(made.id, "Clean up the invoices folder")
    folder = library.workspace("")
    library.add_rule("fetch_url", "example.org", "", "allow")
    library.add_rule("delete_file", "", "", "never")
    library.add_rule("write_file", f"{folder}/notes/", made.id, "allow")
    library.add_rule("run_command", "git status --short --branch " + "--long " * 20, "", "allow")
    library.add_rule("run_command", "rm", "", "never")
    library.rename(library.create("gone", agent_version="1").id, "Reading list for the summer")
    library.trash("gone")


def pictures(
    screen: Screen, settings: SettingsViewModel, folder: Path, library: Library, desk: Desk
) -> None:
    def picture(name: str) -> None:
        desk.settle(0.3)
        screen.window.grabWindow().save(str(folder / f"settings-{name}.png"))

    def reach(name: str) -> None:
        screen.item(name).forceActiveFocus()
        desk.settle()

    def tab(index: int) -> None:
        screen.item("settingsTabs").setProperty("current", index)

    desk.settle(0.3)
    picture("rules-empty")
    fill(library)
    settings.read()
    picture("rules")
    screen.click("addRule")
    picture("rules-form")
    screen.key(Qt.Key.Key_Space)
    picture("rules-form-tools")
    screen.key(Qt.Key.Key_Escape)
    reach("cancelRule")
    screen.click("cancelRule")
    withdraw = library.rules()[0].id
    screen.click(f"withdraw:{withdraw}")
    picture("rules-undo")
    tab(1)
    picture("facts-empty")
    for words in ("I live in Lisbon.", "My invoices are kept by month.", "I sail. " * 40):
        screen.item("factField").setProperty("text", words)
        screen.click("addFact")
    picture("facts")
    row = settings.facts.model.rows[1]
    screen.click(f"editFact:{row.key}")
    picture("facts-editing")
    screen.key(Qt.Key.Key_Escape)
    tab(2)
    picture("tools")
    tab(3)
    picture("trash")


def main(
    folder: str, width: str = "1016", height: str = "760", scheme: str = "light", text: str = "1"
) -> None:
    """Save them all."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * float(text)))
    app.setFont(font)
    desk = Desk(event_loop.join(app, raise_))
    with tempfile.TemporaryDirectory() as home_folder:
        home = Home(Path(home_folder))
        home.prepare()
        library = Library.open(home)
        calls = LibraryCalls(desk.loop)
        calls.provide(library)
        tasks = Tasks(desk.loop, raise_)
        settings = SettingsViewModel(calls, ScriptedEngine(ScriptedHost()), tasks)
        view = QQuickView()
        screen = Screen(desk, view)
        size = int(width), int(height)
        desk.act(lambda: screen.show("Settings", "SettingsPage", *size, settings=settings))
        theme = view.engine().singletonInstance("Theme", "Theme")
        theme.setProperty("dark", scheme == "dark")
        view.setColor(theme.property("page"))
        pictures(screen, settings, Path(folder), library, desk)
        view.setSource(QUrl())
        view.close()
        desk.run(tasks.close())
        library.close()
    desk.loop.close()


def raise_(error: BaseException) -> None:
    """What goes wrong in a task ends the gallery."""
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
