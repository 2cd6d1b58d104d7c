"""The JSON of the protocol's answers. Pure."""

from typing import Any

from tests.endpoint.replies import tokens_of
from tests.endpoint.requests import Request, text_of

MODEL = "scripted-model"


def head(request: Request, kind: str) -> dict[str, Any]:
    """What each answer to `request` begins with."""
    model = request.body.get("model", MODEL)
    return {"id": "chatcmpl-scripted", "object": kind, "created": 0, "model": model}


def usage(request: Request, tokens: int) -> dict[str, int]:
    """The tokens read and said."""
    read = sum(len(tokens_of(text_of(m.get("content") or ""))) for m in request.messages)
    return {"prompt_tokens": read, "completion_tokens": tokens, "total_tokens": read + tokens}


def completion(
    request: Request, message: dict[str, Any], finish_reason: str, tokens: int
) -> dict[str, Any]:
    """An answer that is not streamed."""
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    body = head(request, "chat.completion")
    return body | {"choices": [choice], "usage": usage(request, tokens)}
