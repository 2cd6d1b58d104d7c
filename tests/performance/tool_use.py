"""Which tools a small model finds: bound the stock way, in two plain steps, and our way."""

import json
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import openai
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.tools import BaseTool
from langchain_openai import ChatOpenAI

from graphs.agent import prompts
from graphs.agent.constrained.forms import forms
from graphs.agent.constrained.propose import propose
from graphs.models.catalog import ModelFile, starter_model
from graphs.models.client import chat_model, close
from graphs.models.connections import Connection
from graphs.models.local_server import LocalServer
from graphs.tools.registry import tools
from tests.performance.tool_requests import Request

Call: TypeAlias = tuple[str, dict[str, Any]] | None
Way: TypeAlias = Callable[[ChatOpenAI, str], Awaitable[Call]]

TOOLS: tuple[BaseTool, ...] = tuple(spec.tool for spec in tools())
LONGEST = 48
"""Tokens of an answer: enough for any call, and no more time than that for talk."""

EXAMPLES = (
    ("Hello, how are you?", "answer"),
    ("Write buy milk to list.txt", "write_file"),
    ("Why is the sky blue?", "answer"),
    ("What is in list.txt?", "read_file"),
    ("Remove list.txt", "delete_file"),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Of `needing` requests, how many got the right tool, and with the right arguments; of `talks`,
    how many got a tool. `seconds` are those of each talk.
    """

    tool: int
    arguments: int
    needing: int
    false: int
    talks: int
    seconds: tuple[float, ...]


def model_files() -> list[ModelFile]:
    """The starter model, and the one whose path is in CAIRN_BENCH_MODEL."""
    starter = starter_model()
    named = os.environ.get("CAIRN_BENCH_MODEL")
    if not named:
        return [starter]
    path = Path(named)
    return [starter, replace(starter, name=path.stem, path=path, bytes=path.stat().st_size)]


@asynccontextmanager
async def served(file: ModelFile, folder: Path) -> AsyncIterator[ChatOpenAI]:
    """The model behind llama.cpp, as Cairn starts it."""
    connection = Connection("builtin", file.name, file.name, file.context_tokens, local=True)
    async with LocalServer(file, folder) as server:
        model = chat_model(connection, await server.ready())
        try:
            yield model
        finally:
            await close(model)


async def score(model: ChatOpenAI, way: Way, requests: Sequence[Request]) -> Score:
    """Ask every request in that way."""
    right: list[bool] = []
    false: list[bool] = []
    seconds: list[float] = []
    for request in requests:
        began = time.monotonic()
        call = await way(model, request.text)
        if not request.tool:
            false.append(call is not None)
            seconds.append(time.monotonic() - began)
        elif call is not None and call[0] == request.tool:
            right.append(request.fits(call[1]))
    needing = len(requests) - len(false)
    return Score(len(right), sum(right), needing, sum(false), len(false), tuple(seconds))


async def stock(model: ChatOpenAI, request: str) -> Call:
    """Tools bound to the model."""
    bound = model.bind_tools(TOOLS).bind(max_completion_tokens=LONGEST)
    answer = await bound.ainvoke([SystemMessage(prompts.SYSTEM), HumanMessage(request)])
    calls = answer.tool_calls
    return (calls[0]["name"], calls[0]["args"]) if calls else None


async def two_step(model: ChatOpenAI, request: str) -> Call:
    """A name of a list, then its arguments, each under a schema, and nothing more."""
    told = "\n".join(f"{tool.name}: {tool.description}" for tool in TOOLS)
    system = f"Choose the tool that the request needs, or answer for none.\n{told}\nanswer: no tool"
    names = [*(tool.name for tool in TOOLS), "answer"]
    choice = {"type": "object", "properties": {"tool": {"enum": names}}, "required": ["tool"]}
    chosen = await _under(model, choice, system, request, EXAMPLES)
    tool = next((t for t in TOOLS if chosen and t.name == chosen.get("tool")), None)
    if tool is None:
        return None
    schema = {**tool.get_input_schema().model_json_schema(), "additionalProperties": False}
    for field in schema["properties"].values():
        if field.get("type") == "string":
            field["maxLength"] = 200
    system = f"Give the arguments of {tool.name} as JSON.\n{tool.description}"
    arguments = await _under(model, schema, system, request)
    return None if arguments is None else (tool.name, arguments)


async def ours(model: ChatOpenAI, request: str) -> Call:
    """As the agent does it."""
    return await propose(model, [HumanMessage(request)], forms(TOOLS))


async def _under(
    model: ChatOpenAI,
    schema: dict[str, Any],
    system: str,
    request: str,
    examples: Sequence[tuple[str, str]] = (),
) -> dict[str, Any] | None:
    wanted = {"name": "answer", "strict": True, "schema": schema}
    bound = model.bind(
        response_format={"type": "json_schema", "json_schema": wanted},
        max_completion_tokens=LONGEST,
        temperature=0,
    )
    asked: list[BaseMessage] = [SystemMessage(system)]
    for text, tool in examples:
        asked += [HumanMessage(text), AIMessage(json.dumps({"tool": tool}))]
    try:
        return json.loads((await bound.ainvoke([*asked, HumanMessage(request)])).text)
    except (openai.LengthFinishReasonError, ValueError):
        return None
