from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication

from desktop.settings import distributions
from desktop.settings.about import AboutViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.conftest import Desk
from tests.desktop.settings.test_parts import QT, packaged


class About:
    """The section over a real folder and a packaged list of two parts.

    Attributes:
        shown: the folders that the system was asked to show.
        can_show: whether it does.
    """

    def __init__(self, desk: Desk, calls: LibraryCalls, tasks: Tasks, folder: Path) -> None:
        self.desk = desk
        self.shown: list[Path] = []
        self.can_show = True
        packaged(folder, QT, QT | {"name": "Python", "licence": "PSF-2.0", "text": "Python.txt"})
        self.view_model = AboutViewModel(calls, tasks, self._show, folder)
        self.failures: list[tuple[str, str]] = []
        self.view_model.failed.connect(lambda *words: self.failures.append(words))

    def read(self) -> None:
        self.desk.act(self.view_model.read)
        self.desk.until(lambda: self.view_model.size != "")
        self.desk.until(lambda: self.view_model.parts.model.rowCount() > 0)

    @property
    def names(self) -> list[str]:
        return [row.key for row in self.view_model.parts.model.rows]

    def _show(self, folder: Path) -> bool:
        self.shown.append(folder)
        return self.can_show


@pytest.fixture
def about(desk: Desk, calls: LibraryCalls, tasks: Tasks, tmp_path: Path) -> Iterator[About]:
    folder = tmp_path / "licences"
    folder.mkdir()
    made = About(desk, calls, tasks, folder)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


def test_it_says_which_cairn_this_is_and_on_what_it_runs(about: About) -> None:
    about.read()

    facts = dict(zip(about.view_model.names, about.view_model.values, strict=True))
    assert about.view_model.version[0].isdigit()
    assert facts["Starter model"] == "SmolLM2 135M"
    assert all(facts[name][0].isdigit() for name in ("llama.cpp", "LangGraph", "Qt", "SQLite"))


def test_the_data_folder_is_measured_and_shown(about: About, library: Library) -> None:
    (library.home.models / "large.gguf").write_bytes(b"x" * 3_000_000)
    about.read()
    assert about.view_model.folder.endswith(library.home.folder.name)
    assert about.view_model.size.startswith("3")
    assert "models 3.0 MB" in about.view_model.sizes
    assert "conversations" in about.view_model.sizes

    about.view_model.openFolder()
    assert (about.shown, about.failures) == ([library.home.folder], [])
    about.can_show = False
    about.view_model.openFolder()
    ((sentence, hint),) = about.failures
    assert sentence.startswith("Nothing on this system opens folders")
    assert str(library.home.folder) in hint


def test_the_report_has_versions_and_nothing_of_a_conversation(
    about: About, library: Library
) -> None:
    library.create("letter", agent_version="1")
    library.rename("letter", "Letter to the landlord")
    about.read()

    about.view_model.copyReport("OpenGL")

    report = QGuiApplication.clipboard().text()
    assert f"Cairn: {about.view_model.version} (from source)" in report
    assert "Window: offscreen, OpenGL" in report
    assert "Data folder: 0." in report
    assert "landlord" not in report
    assert str(library.home.folder) not in report


def test_parts_are_searched_opened_and_left(about: About) -> None:
    about.read()
    parts = about.view_model.parts
    assert parts.packaged
    assert about.names == ["Qt", "Python"]

    parts.search("psf")
    assert about.names == ["Python"]
    parts.search("nothing")
    assert (about.names, parts.state) == ([], parts.State.NOTHING_YET)
    parts.search("")

    about.desk.act(lambda: parts.open("Qt"))
    about.desk.until(lambda: parts.paragraphs.rowCount() == 1)
    assert (parts.opened, parts.openedAbout) == ("Qt", "6.11.3 · LGPL-3.0-only")
    parts.copyText()
    assert QGuiApplication.clipboard().text() == "The licence of Qt."
    parts.leave()
    assert (parts.opened, parts.paragraphs.rowCount()) == ("", 0)


def test_an_app_that_was_taken_away_has_no_list_and_says_so(
    about: About, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences" / "index.json").unlink()
    monkeypatch.setattr(distributions, "needed_by", lambda name: [])

    about.desk.act(about.view_model.read)
    about.desk.until(lambda: about.view_model.parts.missing)

    assert about.names == []


def test_a_text_that_is_gone_is_said_to_be(about: About, tmp_path: Path) -> None:
    about.read()
    (tmp_path / "licences" / "Qt.txt").unlink()

    about.desk.act(lambda: about.view_model.parts.open("Qt"))

    about.desk.until(lambda: "not here" in about.view_model.parts.trouble)
    about.desk.act(lambda: about.view_model.parts.open("Python"))
    assert about.view_model.parts.trouble == ""
