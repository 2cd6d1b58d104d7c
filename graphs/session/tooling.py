"""What the tools of all sessions work with, and who lets them."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from graphs.agent.context import LentModel, RunContext
from graphs.agent.middleware.run_model import NoModel
from graphs.approvals.gate import Gate
from graphs.approvals.journal import Journal
from graphs.approvals.proposing import Place
from graphs.approvals.rewinder import Rewinder
from graphs.errors import ModelUnavailable
from graphs.storage import branches, conversations, search
from graphs.storage.action_records import Action, ToolInfo
from graphs.storage.blobs import Blobs
from graphs.storage.library import Library
from graphs.tools import slash
from graphs.tools.desk import Desk
from graphs.tools.facts import StoreFacts
from graphs.tools.spec import ToolSpec, fields_of
from graphs.tools.workspace import Workspace

NO_MODEL = LentModel(
    model=NoModel(),
    context_tokens=1,
    tool_mode="off",
    translate_error=lambda _: ModelUnavailable("This run has no model."),
)
"""For a turn that only calls a tool."""


class Tooling:
    """Makes what each run brings along beside its model.

    Attributes:
        journal: the journal of all actions.
        rewinder: brings files back.
        specs: the tools by name.
        fields: the arguments of each tool, as a form shows them.
        facts: what the person wants remembered.
    """

    def __init__(self, library: Library, specs: Mapping[str, ToolSpec], facts: StoreFacts) -> None:
        self.specs = specs
        self.fields = {name: fields_of(spec) for name, spec in specs.items()}
        self.facts = facts
        self._library = library
        self._blobs = Blobs(library.home.blobs)
        self.journal = Journal(library.database, self._blobs, specs)
        self.rewinder = Rewinder(library, self._blobs, self.journal)

    def infos(self) -> tuple[ToolInfo, ...]:
        """The tools as forms and completion show them."""
        short = {name: typed for typed, name in slash.SHORT.items()}
        return tuple(
            ToolInfo(
                name,
                spec.tool.description.partition("\n")[0],
                spec.asks,
                spec.scope,
                self.fields[name],
                short.get(name, ""),
            )
            for name, spec in self.specs.items()
        )

    def place(self, branch_id: str, turn_id: str) -> Place:
        """Where a turn's actions happen. Blocks. Raises NotFound."""
        with self._library.database.reading() as c:
            conversation = conversations.of_branch(c, branch_id)
            settings = branches.settings(c, branch_id)
        folder = conversation.workspace or self._library.workspace("")
        return Place(conversation.id, branch_id, turn_id, Path(folder), settings)

    def gate(self, place: Place, tell: Callable[[Action], None]) -> Gate:
        """The gate of one run."""
        return Gate(self.journal, place, tell)

    async def context(self, place: Place, gate: Gate, lent: LentModel) -> RunContext:
        """What a run brings along."""
        facts = await self.facts.all()
        return RunContext(
            model=lent.model,
            context_tokens=lent.context_tokens,
            tool_mode=lent.tool_mode,
            translate_error=lent.translate_error,
            gate=gate,
            desk=await asyncio.to_thread(self._desk, place),
            facts=tuple(fact for _, fact in facts),
            system_prompt=place.settings.system_prompt,
            tools=None if place.settings.tools is None else frozenset(place.settings.tools),
        )

    def _desk(self, place: Place) -> Desk:
        return Desk(
            workspace=Workspace(place.workspace),
            blobs=self._blobs,
            keep=_kept_by_nobody,
            recall=partial(self._recall, place.conversation_id),
            facts=self.facts,
        )

    def _recall(self, conversation_id: str, query: str) -> str:
        with self._library.database.reading() as c:
            found = search.passages(c, query, but=conversation_id)
        return "\n\n".join(f"From “{passage.title}”:\n{passage.text}" for passage in found)


def _kept_by_nobody(path: Path) -> None:
    raise AssertionError(f"{path} would change outside of an action")
