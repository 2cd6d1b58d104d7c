"""Saves a picture of the About section in each of its states.

    python -m tests.desktop.settings.about_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. LICENCES names the
folder of a packaged Cairn's licences; without it the parts are the packages that are installed.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.settings.general import GeneralViewModel
from desktop.settings.parts import PACKAGED
from desktop.settings.view_model import SettingsViewModel
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.settings.scripted_host import ScriptedEngine, ScriptedHost

Key = Qt.Key


def pictures(shown: Gallery, settings: SettingsViewModel) -> None:
    screen, about = shown.screen, settings.about

    def picture(name: str) -> None:
        shown.picture(f"about-{name}")

    screen.item("settingsTabs").setProperty("current", 7)
    shown.desk.until(lambda: about.size != "" and about.parts.model.rowCount() > 0)
    picture("all")
    screen.item("copyReport").forceActiveFocus()
    screen.click("copyReport")
    screen.item("searchParts").forceActiveFocus()
    picture("copied")
    screen.type("qt")
    picture("search")
    screen.type(" zzz")
    picture("search-nothing")
    screen.key(Key.Key_Escape)
    screen.key(Key.Key_Down)
    screen.key(Key.Key_Down)
    picture("row")
    screen.key(Key.Key_Return)
    shown.desk.until(lambda: about.parts.paragraphs.rowCount() > 0)
    picture("licence")
    for name in ("Python", "PySide6_Essentials", "regex"):
        about.parts.leave()
        about.parts.open(name)
        shown.desk.settle()
        if about.parts.opened:
            picture(f"licence-{name}")
    screen.key(Key.Key_Escape)
    screen.key(Key.Key_End)
    picture("end")


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        folder = Path(os.environ.get("LICENCES", PACKAGED))
        general = GeneralViewModel(None, shown.tasks)
        engine = ScriptedEngine(ScriptedHost())
        settings = SettingsViewModel(shown.calls, engine, shown.tasks, general, folder)
        shown.show("Settings", "SettingsPage", settings=settings)
        pictures(shown, settings)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
