"""A scripted model server that speaks the real OpenAI chat-completions protocol. Standard library.

In a test, in a thread of this process:

    with ScriptedEndpoint([Status(429, retry_after="0.1"), Text("Hello there.")]) as endpoint:
        ...                                # give endpoint.base_url to the client
        endpoint.requests[0].messages      # what it was asked, oldest first

Each chat request takes the next reply of the script; when the script is used up, `default`
answers. `endpoint.then(reply, ...)` appends to the script while the server runs. A reply is one of

    Text(text)                      an answer, streamed or not as asked, with usage
      tokens_per_second=50          None: as fast as it goes; a token is a word with its blanks
      tokens_per_event=4            so many tokens in one event
      bytes_per_write=3             the stream cut into writes of that size, characters torn apart
      finish_reason="length"
      ending="broken"|"cut"|"hang"|"fault"  in the middle, after `after` tokens: the socket is
                                    dropped / closed neatly without a finish reason / kept
                                    silent / an error event is sent
    Echo()                          "You said: " and the last message of the user, as Text takes
    ToolCall(name, arguments="{}")  one call, e.g. ToolCall("current_time")
    Status(code)                    an HTTP error with an OpenAI error object; retry_after=,
                                    error_code=, message=, location=
    Hang()                          headers never come, until the client or the server goes
    Garbage("json"|"event"|"html"|"bytes")   not JSON after data: / JSON of another shape / a web
                                    page with status 200 / no HTTP at all
    Drop()                          the socket is closed without an answer

`api_key="k"` lets only `Authorization: Bearer k` in. The pytest fixture `endpoint` (a conftest.py
takes it with `from tests.endpoint import endpoint as endpoint`) echoes until told otherwise.
`refusing_base_url()` is an address where nothing listens.

As a process that survives its client, for tests with kills:

    python -m tests.endpoint [--port 0] [--words 200] [--rate 50] [--tokens-per-event 1]
                             [--record FILE] [--api-key KEY]

prints one line of JSON, {"base_url": ...}, and answers every request with `numbered_words(N)` at R
tokens a second (with --words 0: Echo); appends each chat request as one line of JSON to FILE.
It leaves when its standard input closes.
"""

from tests.endpoint.bodies import MODEL
from tests.endpoint.fixtures import connected, endpoint
from tests.endpoint.replies import (
    Drop,
    Echo,
    Garbage,
    Hang,
    Reply,
    Status,
    Text,
    ToolCall,
    ToolCalls,
    numbered_words,
    tokens_of,
)
from tests.endpoint.requests import Request, asks_for_tools
from tests.endpoint.server import ScriptedEndpoint, refusing_base_url

__all__ = [
    "MODEL",
    "Drop",
    "Echo",
    "Garbage",
    "Hang",
    "Reply",
    "Request",
    "ScriptedEndpoint",
    "Status",
    "Text",
    "ToolCall",
    "ToolCalls",
    "asks_for_tools",
    "connected",
    "endpoint",
    "numbered_words",
    "refusing_base_url",
    "tokens_of",
]
