"""The model of a trial: an endpoint whose answer depends on nothing but the request."""

from collections.abc import Mapping
from typing import Any

from graphs.agent import prompts
from tests.crash.plan import FIRST_WORD_SECONDS, WORDS, WORDS_A_SECOND, Answer
from tests.endpoint import (
    Reply,
    Request,
    ScriptedEndpoint,
    Text,
    ToolCall,
    asks_for_tools,
    numbered_words,
)

WHOLE = numbered_words(WORDS)
"""Every answer in full."""


class Model(ScriptedEndpoint):
    """Answers each question with the same words, in the way of `answer`."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer: Answer = answer

    def take(self, request: Request) -> Reply:
        """Record `request` and say how it is answered."""
        reply = super().take(request)
        if asks_for_tools(request):
            return reply
        newest = request.messages[-1]
        if asks_for_title(request.messages):
            return Text(f"Title {len(self.requests)}")
        if self.answer.endswith("tool") and newest["role"] == "user":
            return ToolCall("current_time", call_id=f"call_{len(self.requests)}")
        if self.answer.startswith("fast"):
            return Text(WHOLE)
        self.closing.wait(FIRST_WORD_SECONDS)
        return Text(WHOLE, tokens_per_second=WORDS_A_SECOND)

    def read(self) -> list[list[dict[str, Any]]]:
        """The messages of each request so far, without those that ask for a title."""
        read = [request.messages for request in tuple(self.requests)]
        return [messages for messages in read if not asks_for_title(messages)]


def asks_for_title(messages: list[dict[str, Any]]) -> bool:
    first: Mapping[str, Any] = messages[0]
    return first["role"] == "system" and first["content"] == prompts.TITLE
