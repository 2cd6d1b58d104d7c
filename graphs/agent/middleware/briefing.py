"""What the model is told of this person and this conversation, after what every agent is told."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import SystemMessage

from graphs.agent.context import RunContext


def briefing(facts: Sequence[str]) -> str:
    """The facts that the person wants remembered, as the model reads them; "" for none."""
    if not facts:
        return ""
    listed = "\n".join(f"- {fact}" for fact in facts)
    return f"\n\nWhat the person wants you to remember:\n{listed}"


class Briefing(AgentMiddleware[Any, RunContext, Any]):
    """Put the branch's own words in the system prompt's place, and add the run's facts."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Brief the model."""
        context = request.runtime.context
        added = briefing(context.facts)
        if not added and not context.system_prompt:
            return await handler(request)
        usual = request.system_message.text if request.system_message else ""
        told = (context.system_prompt or usual) + added
        return await handler(request.override(system_message=SystemMessage(told)))
