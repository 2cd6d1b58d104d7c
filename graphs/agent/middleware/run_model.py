"""The model comes with the run, not with the graph.

So a graph is assembled once a version, and its state can be read and settled while no model is
loaded.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult

from graphs.agent.context import RunContext
from graphs.errors import ModelUnavailable


class NoModel(BaseChatModel):
    """Stands in the graph where the run's model goes; never answers."""

    @property
    def _llm_type(self) -> str:
        return "none"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise ModelUnavailable("This run has no model.", "Choose one in the settings file.")


class RunModel(AgentMiddleware[Any, RunContext, Any]):
    """Call the model of the run's context, with tools if it takes them."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Put the run's model in place."""
        context = request.runtime.context
        tools = [] if context.tool_mode == "off" else request.tools
        return await handler(request.override(model=context.model, tools=tools))
