"""Saves a picture of the settings page in each of its states.

    python -m tests.desktop.settings.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
models and the file are real; the model and its facts are scripted.
"""

import sys
from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.settings.general import GeneralViewModel
from desktop.settings.view_model import SettingsViewModel
from desktop.shared.closing import AtClose
from graphs import Library, SavedConnection, TracingState, Tried
from graphs.errors import ModelUnavailable
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.settings.memory_login import MemoryLogin
from tests.desktop.settings.scripted_host import ScriptedEngine, ScriptedHost
from tests.desktop.timeline.path import Path


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
    path = Path(library, "Refunds of last quarter")
    path.you("Sum them up.")
    path.answers("Done.")
    library.trash_branch(path.fork(2, "asked about refunds in another currency instead"))


def pictures_of_general(shown: Gallery, general: GeneralViewModel, login: MemoryLogin) -> None:
    def picture(name: str) -> None:
        shown.picture(f"settings-general{name}")

    picture("-no-tray")
    general.show_closing(AtClose.ASK, has_tray=True)
    general.show_notices(notifies=True)
    picture("")
    general.show_closing(AtClose.KEEP, has_tray=True)
    general.show_notices(notifies=False)
    shown.screen.click("startAtLogin")
    picture("-login")
    login.refusal = OSError(30, "Read-only file system")
    shown.screen.click("startAtLogin")
    picture("-refused")


def pictures_of_models(shown: Gallery, settings: SettingsViewModel, host: ScriptedHost) -> None:
    """The list, the form as it fills, what trying comes to, and what is wrong."""
    screen, form = shown.screen, settings.connections.form

    def picture(name: str) -> None:
        shown.picture(f"settings-models{name}")

    def click(name: str) -> None:
        screen.item(name).forceActiveFocus()
        shown.desk.settle()
        screen.click(name)

    picture("-first")
    click("addModel")
    picture("-form")
    click("saveModel")
    picture("-form-mistakes")
    click("kind:1")
    host.answers = [
        ("qwen3:4b", "gemma3:12b", "llama3.3:70b"),
        Tried(0.8, "Hello!", 8192, "native"),
    ]
    click("findModels")
    form.set("model", "qwen3:4b")
    picture("-form-found")
    click("tryConnection")
    picture("-form-tried")
    host.silent = True
    click("tryConnection")
    picture("-form-trying")
    click("cancelConnectionWork")
    host.silent = False
    host.refusal = ModelUnavailable(
        "Nothing answers at 127.0.0.1:11434.",
        "Start the server there, or check the address.",
    )
    click("tryConnection")
    picture("-form-failed")
    click("saveAndUse")
    click("addModel")
    click("kind:4")
    form.set("base_url", "http://192.168.1.5:8080/v1")
    form.set("api_key", "secret")
    form.set("model", "a-model-with-a-rather-long-name-that-goes-on")
    picture("-form-open")
    click("saveModel")
    click("addModel")
    click("kind:5")
    picture("-form-file")
    click("giveUpModel")
    for name, address in (("Work", "https://llm.example/v1"), ("Ünïcode " * 9, "https://x.org/v1")):
        shown.desk.run(host.save_connection(SavedConnection(name.strip(), address, "large", "k")))
    settings.read()
    picture("")
    click("removeModel:Work")
    picture("-undo")
    host.environ = {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
    settings.read()
    picture("-fixed")
    host.settings.write_text("[connection", "utf-8")
    settings.read()
    picture("-trouble")


def pictures(shown: Gallery, settings: SettingsViewModel, host: ScriptedHost) -> None:
    screen, library = shown.screen, shown.library

    def picture(name: str) -> None:
        shown.picture(f"settings-{name}")

    def reach(name: str) -> None:
        screen.item(name).forceActiveFocus()
        shown.desk.settle()

    def tab(index: int) -> None:
        screen.item("settingsTabs").setProperty("current", index)

    tab(1)
    pictures_of_models(shown, settings, host)
    tab(2)
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
    tab(3)
    picture("facts-empty")
    for words in ("I live in Lisbon.", "My invoices are kept by month.", "I sail. " * 40):
        screen.item("factField").setProperty("text", words)
        screen.click("addFact")
    picture("facts")
    row = settings.facts.model.rows[1]
    screen.click(f"editFact:{row.key}")
    picture("facts-editing")
    screen.key(Qt.Key.Key_Escape)
    tab(4)
    picture("tools")
    tab(5)
    picture("tracing-none")
    host.traces = TracingState("api.smith.langchain.com", "Cairn")
    for number, title in enumerate(("Refunds of last quarter", "A trip to Bergen in the autumn")):
        library.rename(library.create(f"c{number}", agent_version="1").id, title)
    library.trace("c1", traced=True)
    settings.read()
    picture("tracing")
    host.traces = replace(host.traces, trouble="LangSmith at x does not take the key. Copy it.")
    host.traces = replace(host.traces, every=True)
    settings.read()
    picture("tracing-all")
    tab(6)
    picture("trash")


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        host = ScriptedHost()
        login = MemoryLogin()
        general = GeneralViewModel(login, shown.tasks)
        settings = SettingsViewModel(shown.calls, ScriptedEngine(host), shown.tasks, general)
        shown.show("Settings", "SettingsPage", settings=settings)
        pictures_of_general(shown, general, login)
        pictures(shown, settings, host)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
