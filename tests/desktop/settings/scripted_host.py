"""Stands in for the engine where the settings page reaches it: models, facts, tools, the mode."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from graphs import (
    CairnError,
    Connections,
    Fact,
    InvalidText,
    NotFound,
    SavedConnection,
    ToolInfo,
    TracingState,
    Tried,
)
from graphs.models import saved_connections, saving

T = TypeVar("T")

TOOLS = (
    ToolInfo("list_files", "List what is in a folder of the workspace.", False, "folder"),
    ToolInfo("read_file", "Read a text file of the workspace.", False, "folder"),
    ToolInfo("search_files", "Find text in the files of a folder.", False, "folder"),
    ToolInfo("current_time", "Tell the current local date and time.", False, "none"),
    ToolInfo("recall", "Look into earlier conversations.", False, "none"),
    ToolInfo("write_file", "Write a text file into the workspace.", True, "folder"),
    ToolInfo("edit_file", "Replace a passage of a text file.", True, "folder"),
    ToolInfo("move_file", "Move or rename a file of the workspace.", True, "folder"),
    ToolInfo("delete_file", "Move a file to the system's trash.", True, "folder"),
    ToolInfo("run_command", "Run a command in the workspace.", True, "command"),
    ToolInfo("fetch_url", "Fetch a web page and read its text.", True, "host"),
    ToolInfo("remember", "Remember a fact about the person.", True, "none"),
    ToolInfo("forget", "Forget a fact about the person.", True, "none"),
)


class ScriptedHost:
    """Keeps facts and the mode in memory, and models in a real settings file.

    Attributes:
        settings: that file.
        environ: the environment in which models are chosen.
        answers: given in turn by models that are tried, and by servers that are asked for theirs.
        silent: whether they never answer.
        found_mode: what finding out finds.
        traces: where traces go.
        refusal: raised by the next call.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.settings = Path(self._folder.name) / "settings.toml"
        self.environ: dict[str, str] = {}
        self.answers: list[Tried | tuple[str, ...]] = []
        self.silent = False
        self.found_mode = "native"
        self.traces = TracingState()
        self.refusal: CairnError | None = None
        self._mode = ("constrained", "probe")
        self._facts: list[Fact] = []

    async def tools(self) -> tuple[ToolInfo, ...]:
        self._heed()
        return TOOLS

    async def facts(self) -> tuple[Fact, ...]:
        self._heed()
        return tuple(self._facts)

    async def remember(self, text: str) -> Fact:
        self._heed()
        if len(text) > 500:
            raise InvalidText("That is too long to remember.", "500 characters are the limit.")
        self._facts.append(Fact(uuid4().hex, text, time.time()))
        return self._facts[-1]

    async def revise(self, fact_id: str, text: str) -> None:
        self._heed()
        place = self._place(fact_id)
        self._facts[place] = Fact(fact_id, text, self._facts[place].created_at)

    async def forget(self, fact_id: str) -> None:
        self._heed()
        del self._facts[self._place(fact_id)]

    async def connections(self) -> Connections:
        self._heed()
        return saving.known(self.settings, self.environ)

    async def save_connection(self, connection: SavedConnection, instead_of: str = "") -> None:
        self._heed()
        saving.save(self.settings, connection, instead_of)

    async def remove_connection(self, name: str) -> None:
        saved_connections.remove(self.settings, name)

    async def bring_connection_back(self, connection: SavedConnection) -> str:
        self._heed()
        return saving.bring_back(self.settings, connection)

    async def use_connection(self, name: str) -> None:
        self._heed()
        saving.use(self.settings, self.environ, name)

    async def listed_models(self, connection: SavedConnection) -> tuple[str, ...]:
        answer = await self._answer()
        assert isinstance(answer, tuple)
        return answer

    async def try_connection(self, connection: SavedConnection) -> Tried:
        saving.check(connection)
        answer = await self._answer()
        assert isinstance(answer, Tried)
        return answer

    async def _answer(self) -> Tried | tuple[str, ...]:
        if self.silent:
            await asyncio.Event().wait()
        self._heed()
        return self.answers.pop(0)

    async def tracing(self) -> TracingState:
        return self.traces

    async def tool_mode(self) -> tuple[str, str]:
        self._heed()
        return self._mode

    async def choose_tool_mode(self, mode: str | None) -> None:
        self._heed()
        self._mode = (self.found_mode, "probe") if mode is None else (mode, "person")

    def be_built_in(self) -> None:
        self._mode = ("constrained", "built in")

    def _place(self, fact_id: str) -> int:
        for place, fact in enumerate(self._facts):
            if fact.id == fact_id:
                return place
        raise NotFound("There is no such fact.")

    def _heed(self) -> None:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal


class ScriptedEngine:
    """Gives the scripted host to each call."""

    def __init__(self, host: ScriptedHost) -> None:
        self._host = host

    async def call(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        return await work(self._host)
