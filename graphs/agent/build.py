"""The agent's assembly, and nothing but assembly."""

from collections.abc import Sequence
from typing import Any

from langchain.agents import create_agent  # pyright: ignore[reportUnknownVariableType]
from langchain_core.tools import BaseTool
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import (  # pyright: ignore[reportMissingTypeStubs]
    CompiledStateGraph,
)

from graphs.agent import prompts, versions
from graphs.agent.context import RunContext
from graphs.agent.middleware.allowed_tools import AllowedTools
from graphs.agent.middleware.alternating_roles import AlternatingRoles
from graphs.agent.middleware.answer_id import AnswerId
from graphs.agent.middleware.ask_person import AskPerson
from graphs.agent.middleware.briefing import Briefing
from graphs.agent.middleware.call_ids import CallIds
from graphs.agent.middleware.constrained_tools import ConstrainedTools
from graphs.agent.middleware.fit_context import FitContext
from graphs.agent.middleware.model_errors import ModelErrors
from graphs.agent.middleware.propose_first import ProposeFirst
from graphs.agent.middleware.run_model import NoModel, RunModel
from graphs.agent.middleware.run_once import RunOnce
from graphs.agent.middleware.settled_calls import SettledCalls
from graphs.agent.middleware.typed_calls import TypedCalls
from graphs.agent.state import AgentState
from graphs.tools.clock import current_time

Agent = CompiledStateGraph[Any, RunContext, Any, Any]


def agents(tools: Sequence[BaseTool], saver: BaseCheckpointSaver[str]) -> dict[str, Agent]:
    """Every version of the agent by its number; `tools` are those of the current one."""
    return {versions.FIRST: first(saver), versions.CURRENT: current(tools, saver)}


def current(tools: Sequence[BaseTool], saver: BaseCheckpointSaver[str]) -> Agent:
    """Assemble the agent: a model node, a tools node, and what wraps the calls of both.

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
            Briefing(),
            AllowedTools(),
            FitContext(),
            ModelErrors(),
            AnswerId(),
            CallIds(),
            RunModel(),
            SettledCalls(),
            TypedCalls(),
            ConstrainedTools(),
            AlternatingRoles(),
            ProposeFirst(),
            AskPerson(tools),
            RunOnce(),
        ],
    )


def first(saver: BaseCheckpointSaver[str]) -> Agent:
    """Assemble version 1, for branches with a turn of its that is not at its end."""
    return create_agent(
        NoModel(),
        [current_time],
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
            ConstrainedTools(),
            AlternatingRoles(),
        ],
    )
