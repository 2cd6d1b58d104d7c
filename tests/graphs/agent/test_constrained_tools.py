"""Small models get tools: a real graph, asked over real HTTP, by a real small model and others."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool, tool

from graphs.agent.context import RunContext
from graphs.agent.middleware.answer_id import AnswerId
from graphs.agent.middleware.constrained_tools import ConstrainedTools
from graphs.agent.middleware.model_errors import ModelErrors
from graphs.agent.middleware.run_model import NoModel, RunModel
from graphs.agent.middleware.typed_calls import TypedCalls
from graphs.errors import ModelUnavailable
from graphs.models.catalog import starter_model
from graphs.models.client import chat_model, close, translate_error
from graphs.models.connections import Connection, Endpoint
from graphs.models.local_server import LocalServer
from graphs.models.tool_mode import ToolMode
from tests.endpoint import ScriptedEndpoint, Status, Text, refusing_base_url

PAPER = {"notes.txt": "milk and bread\nand honey"}


@tool
def read_file(path: str) -> str:
    """Read a text file.

    Example: read_file(path="notes.txt")
    """
    return PAPER[path]


@tool
def write_file(path: str, content: str) -> str:
    """Create a text file, or replace everything in it.

    Example: write_file(path="notes.txt", content="Buy milk")
    """
    return f"Wrote {len(content)} characters to {path}."


TOOLS: list[BaseTool] = [read_file, write_file]


class Run:
    """One run of an agent: what it streamed and what it left."""

    def __init__(self) -> None:
        self.streamed = ""
        self.messages: list[Any] = []

    @property
    def calls(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (call["name"], call["args"])
            for message in self.messages
            if isinstance(message, AIMessage)
            for call in message.tool_calls
        ]

    @property
    def answer(self) -> str:
        return self.messages[-1].text


class Asked:
    """An agent with two tools and the model at an address."""

    def __init__(self, endpoint: Endpoint, mode: ToolMode) -> None:
        connection = Connection("endpoint", "m", "m", 8192, local=True, endpoint=endpoint)
        self.model = chat_model(connection, endpoint).model_copy(update={"max_tokens": 24})
        self.context = RunContext(
            model=self.model,
            context_tokens=8192,
            tool_mode=mode,
            translate_error=partial(translate_error, connection=connection),
            gate=cast("Any", None),
            desk=cast("Any", None),
        )
        self.agent = cast(
            "Any",
            create_agent(
                NoModel(),
                TOOLS,
                system_prompt="You are helpful.",
                context_schema=RunContext,
                middleware=[
                    ModelErrors(),
                    AnswerId(),
                    RunModel(),
                    TypedCalls(),
                    ConstrainedTools(),
                ],
            ),
        )

    async def __call__(self, *messages: Any) -> Run:
        run = Run()
        stream = self.agent.astream(
            {"messages": list(messages)}, context=self.context, stream_mode=["messages", "values"]
        )
        async for mode, part in stream:
            if mode == "values":
                run.messages = part["messages"]
            elif isinstance(part[0], AIMessageChunk):
                run.streamed += part[0].text
        return run


@asynccontextmanager
async def asking(endpoint: Endpoint, mode: ToolMode = "constrained") -> AsyncIterator[Asked]:
    asked = Asked(endpoint, mode)
    try:
        yield asked
    finally:
        await close(asked.model)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


@pytest.mark.alone
async def test_the_starter_model_acts_talks_and_streams_only_its_answer(logs: Path) -> None:
    async with (
        LocalServer(starter_model(), logs) as server,
        asking(await server.ready()) as ask,
    ):
        wrote = await ask(HumanMessage("Write 'Buy milk' to list.txt"))
        assert wrote.calls == [("write_file", {"path": "list.txt", "content": "Buy milk"})]
        assert (wrote.streamed, wrote.answer) == ("", "Wrote 8 characters to list.txt.")

        made_up = await ask(HumanMessage("Write a poem about rain to poem.txt"))
        ((name, arguments),) = made_up.calls
        assert (name, arguments["path"]) == ("write_file", "poem.txt")
        assert arguments["content"]
        assert made_up.answer == f"Wrote {len(arguments['content'])} characters to poem.txt."

        talked = await ask(HumanMessage("Hello!"))
        assert talked.calls == []
        assert talked.streamed == talked.answer != ""


async def test_a_doubt_is_the_models_to_settle_also_without_probabilities() -> None:
    script = [
        Text("no idea"),
        Text('{"tool": "write_file"}'),
        Text('{"path": "a.txt", "content": "x"}'),
    ]
    with ScriptedEndpoint(script) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(HumanMessage("Somebody should put a poem into a.txt"))
        choice = endpoint.requests[1].body["response_format"]["json_schema"]["schema"]
        assert set(choice["properties"]["tool"]["enum"]) == {"read_file", "write_file", "answer"}
        filling = endpoint.requests[2].body["response_format"]["json_schema"]["schema"]
        assert filling["properties"]["path"]["enum"] == ["a.txt"]
    assert run.calls == [("write_file", {"path": "a.txt", "content": "x"})]
    assert run.answer == "Wrote 1 characters to a.txt."


@pytest.mark.parametrize(
    "bad",
    [
        Text('{"path": "a.txt", "content": "on and on', finish_reason="length"),
        Text("I would rather not."),
        Text('{"path": "a.txt"}'),
        Status(400, "response_format is not supported"),
    ],
)
async def test_arguments_that_are_none_end_in_a_plain_answer(bad: Text | Status) -> None:
    with ScriptedEndpoint([bad, Text("A poem, then.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(HumanMessage("Write a poem to a.txt"))
        assert "tools" not in endpoint.requests[-1].body
    assert run.calls == []
    assert run.streamed == run.answer == "A poem, then."


async def test_plain_talk_is_one_request_without_a_word_of_tools() -> None:
    with ScriptedEndpoint([Text("Hello.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            await ask(HumanMessage("Good morning, how are you?"))
        (request,) = endpoint.requests
        assert "tools" not in request.body
        assert "read_file" not in json.dumps(request.messages)
        assert "repeat_penalty" not in request.body


async def test_a_result_comes_back_as_words_and_the_state_keeps_the_call() -> None:
    with ScriptedEndpoint([Text("Milk and bread.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(HumanMessage("Read notes.txt"))
        (request,) = endpoint.requests
        assert {message["role"] for message in request.messages} == {"system", "user"}
        assert "milk and bread" in request.last_user_text
        assert request.body["repeat_penalty"] == 1.0
    assert [message.type for message in run.messages] == ["human", "ai", "tool", "ai"]
    assert isinstance(run.messages[2], ToolMessage)


async def test_two_things_asked_for_are_done_one_after_the_other() -> None:
    with ScriptedEndpoint() as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(HumanMessage("Read notes.txt and then write 'done' to log.txt"))
        assert endpoint.requests == []
    assert run.answer == "Wrote 4 characters to log.txt."
    assert run.calls == [
        ("read_file", {"path": "notes.txt"}),
        ("write_file", {"path": "log.txt", "content": "done"}),
    ]


async def test_after_a_failure_nothing_more_is_tried() -> None:
    failed = [
        HumanMessage("Read gone.txt and then write 'done' to log.txt"),
        AIMessage("", tool_calls=[{"name": "read_file", "args": {"path": "gone.txt"}, "id": "1"}]),
        ToolMessage("There is no gone.txt.", tool_call_id="1", name="read_file", status="error"),
    ]
    with ScriptedEndpoint([Text("There is none.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(*failed)
        assert "Failure of read_file" in endpoint.requests[0].last_user_text
    assert len(run.calls) == 1


async def test_a_pasted_text_is_not_taken_for_a_request() -> None:
    with ScriptedEndpoint([Text("A long one.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, "")) as ask:
            run = await ask(HumanMessage("Read notes.txt. " + "It was a dark night. " * 200))
    assert run.calls == []


async def test_a_server_that_is_down_is_told_as_such() -> None:
    async with asking(Endpoint(refusing_base_url(), "")) as ask:
        with pytest.raises(ModelUnavailable):
            await ask(HumanMessage("Write a poem to a.txt"))


TYPED = '{"name": "read_file", "arguments": {"path": "notes.txt"}}'


@pytest.mark.parametrize("mode", ["native", "constrained"])
async def test_a_typed_call_is_made(mode: ToolMode) -> None:
    with ScriptedEndpoint([Text(TYPED), Text("Milk.")]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, ""), mode) as ask:
            run = await ask(HumanMessage("What do I need?"))
        assert ("tools" in endpoint.requests[0].body) == (mode == "native")
    assert run.calls == [("read_file", {"path": "notes.txt"})]
    assert run.messages[1].text == ""
    assert run.answer == "Milk."


async def test_with_tools_off_it_stays_text() -> None:
    with ScriptedEndpoint([Text(TYPED)]) as endpoint:
        async with asking(Endpoint(endpoint.base_url, ""), "off") as ask:
            run = await ask(HumanMessage("What do I need?"))
        assert "tools" not in endpoint.requests[0].body
    assert (run.calls, run.answer) == ([], TYPED)
