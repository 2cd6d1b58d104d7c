"""The settings over a real file, with a scripted engine."""

from collections.abc import Iterator

import pytest
import shiboken6

from desktop.settings.general import GeneralViewModel
from desktop.settings.view_model import SettingsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.conftest import Desk
from tests.desktop.settings.memory_login import MemoryLogin
from tests.desktop.settings.scripted_host import ScriptedEngine, ScriptedHost


class Settings:
    """The view model, and what stands behind it.

    Attributes:
        failures: the sentences that it told.
    """

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.host = ScriptedHost()
        self.login = MemoryLogin()
        self.general = GeneralViewModel(self.login, tasks)
        self.view_model = SettingsViewModel(calls, ScriptedEngine(self.host), tasks, self.general)
        self.failures: list[str] = []
        self.view_model.failed.connect(lambda sentence, hint: self.failures.append(sentence))

    def read(self) -> None:
        self.desk.act(self.view_model.read)
        self.desk.until(lambda: bool(self.view_model.defaultFolder))

    @property
    def rules(self) -> list[tuple[str, str, str, bool]]:
        rows = self.view_model.rules.model.rows
        return [(row.tool, row.pattern, row.place, row.allows) for row in rows]

    @property
    def facts(self) -> list[str]:
        return [row.text for row in self.view_model.facts.model.rows]


@pytest.fixture
def settings(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Settings]:
    made = Settings(desk, library, calls, tasks)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)
