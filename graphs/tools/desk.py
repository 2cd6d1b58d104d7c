"""What a call works with: handed in at each run, through the run's context."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from langchain.tools import ToolRuntime

from graphs.storage.blobs import Blobs
from graphs.tools.workspace import Workspace


class Facts(Protocol):
    """What the person wants remembered."""

    async def add(self, fact: str) -> str:
        """Remember `fact`; its id, the old one where it is known already. Raises ToolError."""
        ...

    async def remove(self, text: str) -> str:
        """Forget the one fact with that id, that text or that part; its text. Raises ToolError."""
        ...

    async def all(self) -> tuple[tuple[str, str], ...]:
        """Id and text of each fact, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a call works with.

    A tool calls `keep` with each absolute path that it is about to change, create, move or delete,
    before it does. `recall` searches earlier conversations. Both block.
    """

    workspace: Workspace
    blobs: Blobs
    keep: Callable[[Path], None]
    recall: Callable[[str], str]
    facts: Facts


class HasDesk(Protocol):
    """The context of a run, as tools see it."""

    @property
    def desk(self) -> Desk: ...


Runtime: TypeAlias = ToolRuntime[HasDesk, Any]
