"""The agent's assembly, and nothing but assembly."""

from collections.abc import Sequence
from typing import Any

from langchain.agents import create_agent  # pyright: ignore[reportUnknownVariableType]
from langchain_core.tools import BaseTool
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import (  # pyright: ignore[reportMissingTypeStubs]
    CompiledStateGraph,
)

from graphs.agent import prompts
from graphs.agent.context import RunContext
from graphs.agent.middleware.alternating_roles import AlternatingRoles
from graphs.agent.middleware.answer_id import AnswerId
from graphs.agent.middleware.fit_context import FitContext
from graphs.agent.middleware.model_errors import ModelErrors
from graphs.agent.middleware.run_model import NoModel, RunModel
from graphs.agent.middleware.settled_calls import SettledCalls
from graphs.agent.state import AgentState

Agent = CompiledStateGraph[Any, RunContext, Any, Any]


def agent(tools: Sequence[BaseTool], saver: BaseCheckpointSaver[str]) -> Agent:
    """Assemble agent version 1: a model node, a tools node, and what wraps the model's call.

    The first middleware is the outermost.
    """
    return create_agent(
        NoModel(),
        tools,
        system_prompt=prompts.SYSTEM,
        state_schema=AgentState,
        context_schema=RunContext,
        checkpointer=saver,
        middleware=[
            FitContext(),
            ModelErrors(),
            AnswerId(),
            RunModel(),
            SettledCalls(),
            AlternatingRoles(),
        ],
    )
