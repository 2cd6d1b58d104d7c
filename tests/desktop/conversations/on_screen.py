"""The real sidebar on a screen of its own."""

import time

from PySide6.QtCore import QObject

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.conversations.connection import ConnectionViewModel
from desktop.conversations.view_model import ConversationsViewModel
from desktop.evals.models import ModelsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.conftest import Desk
from tests.desktop.conversations.conftest import NoEngine
from tests.desktop.screen import Screen


class Sidebar:
    """The real sidebar over a real library."""

    def __init__(
        self, desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
    ) -> None:
        self.desk = desk
        self.screen = screen
        self.library = library
        self.connection = ConnectionViewModel()
        self.conversations = ConversationsViewModel(calls, tasks)
        self.approvals = ApprovalsViewModel(calls, NoEngine(), tasks)
        self.models = ModelsViewModel(calls, NoEngine(), NoEngine(), tasks)

    def show(self, *titles: str) -> None:
        for title in reversed(titles):
            made = self.library.create(agent_version="1")
            self.library.rename(made.id, title)
            time.sleep(0.002)
        self.screen.show(
            "Conversations",
            "Sidebar",
            264,
            700,
            approvals=self.approvals,
            connection=self.connection,
            conversations=self.conversations,
            models=self.models,
        )
        self.desk.run(self.conversations.read(""))
        self.desk.settle()

    def row(self, title: str) -> str:
        ids = {row.conversation.title: row.conversation.id for row in self.conversations.model.rows}
        return f"row:{ids[title]}"

    @property
    def titles(self) -> list[str]:
        return [row.conversation.title for row in self.conversations.model.rows]

    @property
    def selected(self) -> str:
        ids = {row.conversation.id: row.conversation.title for row in self.conversations.model.rows}
        return ids.get(self.conversations.selectedId, "")

    @property
    def root(self) -> QObject:
        return self.screen.view.rootObject()
