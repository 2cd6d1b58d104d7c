"""The one way to call a model, against an endpoint that really speaks the protocol."""

import asyncio
import logging
import socket
import subprocess
import sys
import time

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.tools import tool

from graphs.errors import (
    MessageTooLong,
    ModelBroken,
    ModelBusy,
    ModelError,
    ModelRejected,
    ModelSilent,
    ModelUnavailable,
)
from graphs.models.client import chat_model, close, context_tokens, translate_error
from graphs.models.connections import Connection, Endpoint
from graphs.models.patience import BUILT_IN, REMOTE, Patience
from tests.endpoint import (
    Drop,
    Garbage,
    Hang,
    Reply,
    ScriptedEndpoint,
    Status,
    Text,
    ToolCall,
    numbered_words,
    refusing_base_url,
)

KEY = "sk-test-secret"
QUESTION = "What is the colour of the zebra?"
SHORT = Patience(connect=2, first_token=1.5, between_tokens=1.5)


def connection_to(base_url: str, key: str = KEY) -> Connection:
    return Connection("endpoint", "some-model", "some-model", None, True, Endpoint(base_url, key))


async def ask(
    connection: Connection, patience: Patience | None = None, seen: list[str] | None = None
) -> AIMessageChunk:
    assert connection.endpoint is not None
    model = chat_model(connection, connection.endpoint, patience)
    whole = AIMessageChunk(content="")
    try:
        async for chunk in model.astream([("user", QUESTION)]):
            if seen is not None:
                seen.append(str(chunk.content))
            whole += chunk
    finally:
        await close(model)
    return whole


async def failure(
    connection: Connection, patience: Patience | None = None, seen: list[str] | None = None
) -> ModelError:
    """How a call that must fail is told to the person."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 (whatever it is, it gets translated)
        await ask(connection, patience, seen)
    error = translate_error(caught.value, connection)
    assert KEY not in str(error)
    assert QUESTION not in str(error)
    assert error.sentence.endswith(".")
    assert error.hint.endswith(".")
    return error


async def failure_of(reply: Reply) -> ModelError:
    with ScriptedEndpoint([reply]) as endpoint:
        return await failure(connection_to(endpoint.base_url), SHORT)


async def test_an_answer_comes_in_pieces_with_its_usage(endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text("Black, and white."))
    seen: list[str] = []
    answer = await ask(connection_to(endpoint.base_url), seen=seen)
    assert answer.content == "Black, and white."
    assert [piece for piece in seen if piece] == ["Black,", " and", " white."]
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["output_tokens"] == 3
    assert answer.response_metadata["finish_reason"] == "stop"


async def test_a_call_without_a_loop_over_chunks_streams_as_well(
    endpoint: ScriptedEndpoint,
) -> None:
    connection = connection_to(endpoint.base_url)
    assert connection.endpoint is not None
    model = chat_model(connection, connection.endpoint)
    answer = await model.ainvoke(QUESTION)
    await close(model)
    assert answer.content == f"You said: {QUESTION}"
    assert endpoint.requests[0].body["stream"] is True


async def test_characters_torn_apart_on_the_wire_come_whole(endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text("Zèbre 🦓 שלום", bytes_per_write=1))
    answer = await ask(connection_to(endpoint.base_url))
    assert answer.content == "Zèbre 🦓 שלום"


async def test_a_tool_call_comes_natively(endpoint: ScriptedEndpoint) -> None:
    @tool
    def current_time() -> str:
        """The time."""
        return "noon"

    endpoint.then(ToolCall("current_time"))
    connection = connection_to(endpoint.base_url)
    assert connection.endpoint is not None
    model = chat_model(connection, connection.endpoint)
    answer: BaseMessage = await model.bind_tools([current_time]).ainvoke(QUESTION)
    await close(model)
    assert isinstance(answer, AIMessage)
    assert [call["name"] for call in answer.tool_calls] == ["current_time"]
    assert endpoint.requests[0].body["tools"][0]["function"]["name"] == "current_time"


async def test_the_request_tells_nothing_about_this_machine(endpoint: ScriptedEndpoint) -> None:
    await ask(connection_to(endpoint.base_url))
    headers = endpoint.requests[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["user-agent"] == "Cairn"
    assert not [name for name in headers if "stainless" in name or "langchain" in name]


async def test_the_key_is_in_no_dump_of_the_model(endpoint: ScriptedEndpoint) -> None:
    connection = connection_to(endpoint.base_url)
    assert connection.endpoint is not None
    model = chat_model(connection, connection.endpoint)
    assert KEY not in repr(model) + str(model.model_dump()) + str(model.to_json())
    await close(model)


async def test_loopback_goes_past_any_proxy(
    endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, refusing_base_url())
    answer = await ask(connection_to(endpoint.base_url))
    assert answer.content == f"You said: {QUESTION}"


async def test_an_endpoint_without_a_key_is_called_without_a_secret(
    endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    await ask(connection_to(endpoint.base_url, key=""))
    assert KEY not in str(endpoint.requests[0].headers)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize(
    ("reply", "kind", "word"),
    [
        (Status(400), ModelRejected, "HTTP 400"),
        (Status(400, error_code="context_length_exceeded"), MessageTooLong, "longer"),
        (Status(400, "the prompt exceeds the context size"), MessageTooLong, "longer"),
        (Status(413), MessageTooLong, "longer"),
        (Status(401, f"bad key {KEY}"), ModelRejected, "key"),
        (Status(402), ModelRejected, "credit"),
        (Status(403), ModelRejected, "no right"),
        (Status(404), ModelUnavailable, "some-model"),
        (Status(422), ModelRejected, "HTTP 422"),
        (Status(429), ModelBusy, "no more requests"),
        (Status(429, error_code="insufficient_quota"), ModelRejected, "credit"),
        (Status(500), ModelBusy, "HTTP 500"),
        (Status(503), ModelBusy, "HTTP 503"),
        (Status(307, location="http://example.com/v1/chat/completions"), ModelUnavailable, "on to"),
        (Garbage("json"), ModelBroken, "understood"),
        (Garbage("event"), ModelBroken, "understood"),
        (Garbage("html"), ModelBroken, "model server"),
        (Garbage("bytes"), ModelBroken, "broke off"),
        (Drop(), ModelBroken, "broke off"),
        (Hang(), ModelSilent, "said nothing"),
        (Text("", ending="cut"), ModelBroken, "understood"),
    ],
)
async def test_each_failure_has_its_kind_and_sentence(
    reply: Reply, kind: type[ModelError], word: str
) -> None:
    error = await failure_of(reply)
    assert type(error) is kind
    assert word in str(error)


async def test_no_warning_quotes_what_a_server_sent(recwarn: pytest.WarningsRecorder) -> None:
    await failure_of(Garbage("event"))
    assert not [one for one in recwarn if "Pydantic" in str(one.message)]


@pytest.mark.parametrize(
    ("ending", "kind", "word"),
    [
        ("broken", ModelBroken, "broke off"),
        ("cut", ModelBroken, "broke off"),
        ("hang", ModelSilent, "said nothing"),
        ("fault", ModelBroken, "fault"),
    ],
)
async def test_an_answer_that_ends_in_the_middle_is_no_answer(
    ending: str, kind: type[ModelError], word: str
) -> None:
    seen: list[str] = []
    reply = Text("one two three four five", ending=ending, after=3)  # type: ignore[arg-type]
    with ScriptedEndpoint([reply]) as endpoint:
        error = await failure(connection_to(endpoint.base_url), SHORT, seen)
    assert "".join(seen) == "one two three"
    assert type(error) is kind
    assert word in str(error)


async def test_a_wrong_key_is_said_to_be_one() -> None:
    with ScriptedEndpoint(api_key="right") as endpoint:
        error = await failure(connection_to(endpoint.base_url))
        assert isinstance(error, ModelRejected)
        assert "did not accept the key" in error.sentence
        missing = await failure(connection_to(endpoint.base_url, key=""))
        assert "wants a key" in missing.sentence


@pytest.mark.parametrize(
    ("header", "expected"),
    [("7", 7.0), ("0.25", 0.25), ("-3", 0.0), ("soon", None), (None, None), ("inf", None)],
)
async def test_the_servers_wish_to_wait_is_kept(header: str | None, expected: float | None) -> None:
    error = await failure_of(Status(429, retry_after=header))
    assert isinstance(error, ModelBusy)
    assert error.retry_after == expected


async def test_a_date_to_wait_for_becomes_seconds() -> None:
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 30))
    error = await failure_of(Status(503, retry_after=date))
    assert isinstance(error, ModelBusy)
    assert error.retry_after == pytest.approx(30, abs=2)


async def test_nothing_is_tried_twice(endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Status(429), Status(500))
    await failure(connection_to(endpoint.base_url))
    assert len(endpoint.requests) == 1


async def test_a_server_that_is_down() -> None:
    error = await failure(connection_to(refusing_base_url()))
    assert isinstance(error, ModelUnavailable)
    assert error.sentence.startswith("Nothing answers at 127.0.0.1:")


async def test_a_name_that_leads_nowhere() -> None:
    error = await failure(connection_to("http://no-such-host.invalid/v1"))
    assert isinstance(error, ModelUnavailable)
    assert "no way to find no-such-host.invalid" in error.sentence


async def test_https_to_a_server_without_it(endpoint: ScriptedEndpoint) -> None:
    error = await failure(connection_to(endpoint.base_url.replace("http:", "https:")))
    assert isinstance(error, ModelUnavailable)
    assert "secure connection" in error.sentence


async def test_a_server_that_never_takes_the_connection() -> None:
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for other in (first, second):  # the queue is full: the next one waits
            other.setblocking(False)
            other.connect_ex(listener.getsockname())
        started = time.monotonic()
        port = listener.getsockname()[1]
        error = await failure(connection_to(f"http://127.0.0.1:{port}/v1"), Patience(0.3, 20, 20))
    assert isinstance(error, ModelUnavailable)
    assert "in time" in error.sentence
    assert time.monotonic() - started < 10


async def test_tokens_that_keep_coming_slowly_are_no_silence(endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text(numbered_words(10), tokens_per_second=5))
    answer = await ask(connection_to(endpoint.base_url), SHORT)
    assert answer.content == numbered_words(10)


@pytest.mark.alone
async def test_cancelling_lets_go_of_the_server_at_once(endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text(numbered_words(1000), tokens_per_second=50))
    seen: list[str] = []
    task = asyncio.create_task(ask(connection_to(endpoint.base_url), seen=seen))
    async with asyncio.timeout(20):
        while len(seen) <= 5:  # noqa: ASYNC110 (what streams tells nobody else)
            await asyncio.sleep(0.02)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 5  # the whole answer takes 20


async def test_a_failed_call_logs_neither_key_nor_text(
    endpoint: ScriptedEndpoint, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    endpoint.then(Status(400, f"cannot read {QUESTION!r}"), Text("abc def", ending="hang", after=1))
    for _ in range(2):
        await failure(connection_to(endpoint.base_url), SHORT)
    assert KEY not in caplog.text
    assert QUESTION not in caplog.text


def test_a_remote_answer_may_be_silent_for_a_minute_and_the_own_model_read_for_ten() -> None:
    assert Patience(connect=10, first_token=60, between_tokens=60) == REMOTE
    assert Patience(connect=10, first_token=600, between_tokens=60) == BUILT_IN


@pytest.mark.parametrize("module", ["client", "local_server", "connections", "failures"])
def test_what_is_heavy_is_imported_where_it_is_built(module: str) -> None:
    program = (
        f"import sys, graphs.models.{module}; heavy = {{'langchain_core', 'openai', 'xllamacpp'}}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_our_own_errors_come_back_as_they_are() -> None:
    error = ModelBusy("Busy.", "Wait.", 3)
    assert translate_error(error, connection_to("http://h/v1")) is error


def test_anything_unknown_is_a_garbled_answer() -> None:
    error = translate_error(KeyError("choices"), connection_to("http://h/v1"))
    assert isinstance(error, ModelBroken)


async def test_what_the_person_wrote_about_the_context_counts(endpoint: ScriptedEndpoint) -> None:
    at = Endpoint(endpoint.base_url, "")
    known = Connection("endpoint", "m", "m", 4096, True, at)
    unknown = Connection("endpoint", "m", "m", None, True, at)
    assert await context_tokens(known, at) == 4096
    assert await context_tokens(unknown, at) is None
    nowhere = Endpoint(refusing_base_url(), "")
    with pytest.raises(ModelUnavailable):  # or a wrong guess would be kept once it is up
        await context_tokens(unknown, nowhere)


async def test_a_local_server_may_close_its_connections_behind_an_answer() -> None:
    """As llama.cpp does behind each stream: a next request on that connection would be lost."""
    event = 'data: {"choices":[{"index":0,"delta":{"content":"yes"},"finish_reason":"stop"}]}\n\n'
    body = (event + "data: [DONE]\n\n").encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n"

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in asked.lower().split(b"\r\n") if b"content-length" in line)
        await reader.readexactly(int(length.split(b":")[1]))
        writer.write(head % len(body) + body)
        await reader.read(1)
        writer.close()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        connection = connection_to(f"http://127.0.0.1:{port}/v1")
        assert connection.endpoint is not None
        model = chat_model(connection, connection.endpoint)
        answers = [await model.ainvoke(QUESTION) for _ in range(3)]
        await close(model)
    assert [answer.text for answer in answers] == ["yes", "yes", "yes"]
