"""Between calls and tools while a case is replayed: it knows records and nothing else.

No journal, no rules, no person. A tool that asks is never run from here, whatever is recorded.
"""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from graphs.approvals.gate import tried
from graphs.approvals.outcome import outcome
from graphs.approvals.proposing import MISFIT, Place, proposed
from graphs.storage.action_records import Action, ActionStatus, Preview
from graphs.storage.actions import NewAction
from graphs.storage.eval_records import Case, Proposal
from graphs.storage.records import BranchSettings
from graphs.tools.call import Call, Outcome
from graphs.tools.spec import ToolSpec

_NOWHERE = Path("/nowhere")
"""The workspace of a case that has no copy of one: not there."""


class ReplayGate:
    """The gate of one attempt. `workspace` is the copy that reading tools may work in, if any.

    Attributes:
        proposals: the calls that the agent wanted made, in order.
    """

    def __init__(
        self, case: Case, specs: Mapping[str, ToolSpec], workspace: Path | None = None
    ) -> None:
        self._specs = specs
        self._workspace = workspace
        self._place = Place("", "", "", workspace or _NOWHERE, BranchSettings(tools=case.tools))
        self._results = {
            (one.tool, _canonical(one.arguments)): (one.result, one.failed)
            for one in case.recordings
        }
        self._known: dict[str, Outcome | Action | None] = {}
        self._misfits = 0
        self.proposals: list[Proposal] = []

    @asynccontextmanager
    async def inside(self, call: Call) -> AsyncGenerator[None]:
        """What will come of the call is known from here on."""
        if call.id not in self._known:
            found = self._known[call.id] = self._answer(call)
            arguments = json.dumps(call.arguments, ensure_ascii=False)
            self.proposals.append(Proposal(call.tool, arguments, answered=found is not None))
        yield

    def asks(self, call_id: str) -> bool:
        """Whether the attempt ends with this call: nobody recorded what came of it."""
        return self._known[call_id] is None

    async def outcome(
        self, call: Call, run: Callable[[Action], Awaitable[tuple[str, bool]]]
    ) -> Outcome | None:
        """What was recorded of the call, or what it reads in the copy; None where it ends."""
        found = self._known[call.id]
        if not isinstance(found, Action):
            return found
        ended = await tried(found, self._specs[call.tool], run)
        return outcome(replace(found, status=ended.to, result=ended.result))

    def keep(self, action_id: str, path: Path) -> None:
        """Nothing changes in a replay."""
        raise AssertionError(f"{path} would change in a replay")

    def _answer(self, call: Call) -> Outcome | Action | None:
        """What was recorded; or how Cairn refuses it; or, to be read in the copy, an action."""
        recorded = self._results.get((call.tool, _canonical(json.dumps(call.arguments))))
        if recorded is not None:
            text, failed = recorded
            return Outcome(uuid4().hex, text, failed)
        spec = self._specs.get(call.tool)
        new = proposed(self._place, call, spec, (), self._misfits)
        if new.because == MISFIT:
            self._misfits += 1
        if new.status is ActionStatus.FAILED:
            return outcome(_action(new))
        readable = spec is not None and not spec.asks and new.status is ActionStatus.ALLOWED
        return _action(new) if readable and self._workspace is not None else None


def _canonical(arguments: str) -> str:
    """The same text for the same arguments, whatever order they are in."""
    try:
        read: Any = json.loads(arguments)
    except ValueError:
        return arguments
    return json.dumps(read, sort_keys=True)


def _action(new: NewAction) -> Action:
    return Action(
        id=new.id,
        conversation_id="",
        conversation_title="",
        branch_id="",
        turn_id="",
        message_id=new.message_id,
        call_id=new.call_id,
        position=new.position,
        siblings=new.siblings,
        tool=new.tool,
        arguments=new.arguments,
        workspace=new.workspace,
        status=new.status,
        asks=new.asks,
        because=new.because,
        proposed_at=0.0,
        preview=Preview("", "", undo=False),
        result=new.result,
    )
