"""What a new endpoint makes of tools, asked over real HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI

from graphs.errors import ModelBusy, ModelError, ModelRejected, ModelUnavailable
from graphs.models.catalog import starter_model
from graphs.models.client import chat_model, close, translate_error
from graphs.models.connections import Connection, Endpoint
from graphs.models.local_server import LocalServer
from graphs.models.tool_mode import probe
from tests.endpoint import Reply, ScriptedEndpoint, Status, Text, ToolCall, refusing_base_url


@asynccontextmanager
async def reached(
    base_url: str,
) -> AsyncIterator[tuple[ChatOpenAI, Callable[[Exception], ModelError]]]:
    """The model there, and the translation of what it raises."""
    endpoint = Endpoint(base_url, "")
    connection = Connection("endpoint", "m", "m", None, local=True, endpoint=endpoint)
    model = chat_model(connection, endpoint)
    try:
        yield model, partial(translate_error, connection=connection)
    finally:
        await close(model)


@pytest.mark.parametrize(
    ("replies", "mode", "requests"),
    [
        ([ToolCall("current_time")], "native", 1),
        ([Text("It is noon."), Text('{"colour": "teal"}')], "constrained", 2),
        ([Text('{"name": "current_time"}'), Text('{ "colour":"umber" }')], "constrained", 2),
        ([ToolCall("something_else"), Text("hello"), Text("Hello!")], "off", 3),
        ([Text("noon"), Text('{"colour": "red"}'), Text("Hello!")], "off", 3),
        ([Text("noon"), Text('{"colour": "te', finish_reason="length"), Text("Hi")], "off", 3),
        ([Status(400, "does not support tools"), Text('{"colour": "teal"}')], "constrained", 2),
        ([Status(500, "needs --jinja"), Status(400, "response_format?"), Text("Hi")], "off", 3),
    ],
)
async def test_the_first_way_that_works_is_taken(
    replies: list[Reply], mode: str, requests: int
) -> None:
    with ScriptedEndpoint(replies, calls_tools=False) as endpoint:
        async with reached(endpoint.base_url) as (model, translate):
            assert await probe(model, translate) == mode
        assert len(endpoint.requests) == requests


@pytest.mark.parametrize(
    ("failing", "error"),
    [
        (Status(401), ModelRejected),
        (Status(429), ModelBusy),
        (Status(404), ModelUnavailable),
        (Status(500), ModelBusy),
    ],
)
async def test_a_server_that_answers_nothing_is_an_error_not_a_mode(
    failing: Status, error: type[ModelError]
) -> None:
    with ScriptedEndpoint(default=failing, calls_tools=False) as endpoint:
        async with reached(endpoint.base_url) as (model, translate):
            with pytest.raises(error):
                await probe(model, translate)


async def test_a_server_that_is_down_is_an_error() -> None:
    async with reached(refusing_base_url()) as (model, translate):
        with pytest.raises(ModelUnavailable):
            await probe(model, translate)


@pytest.mark.alone
async def test_the_starter_model_keeps_to_a_schema(tmp_path: Path) -> None:
    async with LocalServer(starter_model(), tmp_path) as server:
        served = await server.ready()
        connection = Connection("endpoint", "m", "m", None, local=True, endpoint=served)
        model = chat_model(connection, served)
        assert await probe(model, partial(translate_error, connection=connection)) == "constrained"
        await close(model)
