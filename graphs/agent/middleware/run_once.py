"""A tool runs when the journal says so, with the arguments it says, and once.

Innermost around the tool: whoever resumes the graph past its question without a decision on disk
meets the question again.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command, interrupt

from graphs.agent.middleware.tool_calls import call_of, context_of
from graphs.storage.action_records import Action
from graphs.tools.workspace import Workspace


class RunOnce(AgentMiddleware[Any, Any, Any]):
    """Let the run's gate have the last word."""

    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        """Run it, or tell what came of it before."""
        call = call_of(request)
        gate = context_of(request).gate

        async def run(action: Action) -> tuple[str, bool]:
            result = await handler(_for_action(request, action))
            if not isinstance(result, ToolMessage):
                raise TypeError("tools return text")
            return result.text, result.status == "error"

        while (outcome := await gate.outcome(call, run)) is None:
            interrupt({"call": call.id})
        return ToolMessage(
            outcome.text,
            id=outcome.id,
            name=call.tool,
            tool_call_id=call.id,
            status="error" if outcome.failed else "success",
        )


def _for_action(request: ToolCallRequest, action: Action) -> ToolCallRequest:
    """The request with the arguments that were decided, and a desk in the workspace that was shown.

    The desk keeps before-images.
    """
    context = context_of(request)
    desk = replace(
        context.desk,
        workspace=Workspace(Path(action.workspace)),
        keep=partial(context.gate.keep, action.id),
    )
    runtime = cast("Any", request.runtime)  # pyright: ignore[reportUnknownMemberType]
    return replace(
        request,
        tool_call={**request.tool_call, "args": json.loads(action.effective)},
        runtime=replace(runtime, context=replace(context, desk=desk)),
    )
