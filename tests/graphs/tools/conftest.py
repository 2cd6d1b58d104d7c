"""Real folders: a workspace, and beside it a tree that no tool may touch."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from langchain.tools import ToolRuntime
from langgraph.store.memory import InMemoryStore

from graphs.storage.action_records import Preview
from graphs.storage.blobs import Blobs
from graphs.tools.desk import Desk
from graphs.tools.facts import StoreFacts
from graphs.tools.registry import by_name
from graphs.tools.workspace import Workspace


def everything(folder: Path) -> Mapping[str, str]:
    """All that is in a folder: each path, and its content, link or kind."""
    return {str(path.relative_to(folder)): _what(path) for path in sorted(folder.rglob("*"))}


def _what(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_dir():
        return "folder"
    return path.read_bytes().decode("latin-1") if path.is_file() else "special"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A tree beside the workspace that must stay as it is."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "secret.txt").write_text("secret")
    (folder / "deep" / "secret.txt").write_text("deep secret")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, outside: Path) -> Workspace:
    assert outside.exists()
    folder = tmp_path / "folder"
    folder.mkdir()
    return Workspace(folder)


class Bench:
    """A desk, and the calls of tools at it."""

    def __init__(self, workspace: Workspace, blobs: Blobs) -> None:
        self.call_id = uuid4().hex
        self.kept: list[Path] = []
        self.facts = StoreFacts(InMemoryStore())
        self.desk = Desk(workspace, blobs, self.kept.append, self._recall, self.facts)
        self.folder = workspace.folder

    @staticmethod
    def _recall(query: str) -> str:
        return f"Earlier, about {query}: stones."

    async def call(self, name: str, call_id: str = "", **arguments: Any) -> str:
        """Call a tool as the agent's run does, with the runtime among its arguments."""
        runtime = ToolRuntime[Any, Any](
            state={},
            context=SimpleNamespace(desk=self.desk),
            config={},
            stream_writer=lambda _: None,
            tool_call_id=call_id or self.call_id,
            store=None,
        )
        spec = by_name(name)
        assert spec is not None
        return await spec.tool.ainvoke({**arguments, "runtime": runtime})

    def preview(self, name: str, **arguments: Any) -> Preview:
        spec = by_name(name)
        assert spec is not None
        return spec.preview(self.desk.workspace, arguments)

    def evidence(self, name: str, call_id: str = "", **arguments: Any) -> tuple[str, ...]:
        spec = by_name(name)
        assert spec is not None
        return spec.evidence(self.desk.workspace, arguments, call_id or self.call_id)


@pytest.fixture
def bench(workspace: Workspace, tmp_path: Path) -> Bench:
    return Bench(workspace, Blobs(tmp_path / "blobs"))
