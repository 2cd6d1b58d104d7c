"""The call that a conversation needs next: words first, the model where they leave a doubt."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import openai
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolMessage
from langgraph.constants import TAG_NOSTREAM

from graphs.agent.constrained import arguments, choose
from graphs.agent.constrained.fillings import fillings
from graphs.agent.constrained.forms import Form
from graphs.agent.constrained.likely import evidence
from graphs.agent.constrained.plain_history import COPYING
from graphs.agent.constrained.spans import Spans, pointed
from graphs.agent.constrained.steps import steps

LONGEST_REQUEST: Final = 2_000
"""Characters beyond which a message is a text to talk about, not a request for a tool."""

_LOOKED_BACK: Final = 6
_CHOICE_TOKENS: Final = 24
_ARGUMENT_TOKENS: Final = 256
_REFUSED: Final = (openai.BadRequestError, openai.UnprocessableEntityError)


async def propose(
    model: BaseChatModel, messages: Sequence[AnyMessage], forms: Sequence[Form]
) -> tuple[str, dict[str, Any]] | None:
    """The tool to call next and its arguments; None for a plain answer.

    One call for each thing that the newest message of the person asks for; none after a failure.
    Raises what the model's client raises, except that it refuses schemas or ends in the middle of
    one: that means None.
    """
    asked = _newest_request(messages)
    results = [m for m in messages[asked + 1 :] if isinstance(m, ToolMessage)]
    request = messages[asked].text.strip() if asked >= 0 else ""
    failed = any(result.status == "error" for result in results)
    if not request or failed or len(request) > LONGEST_REQUEST:
        return None
    parts = steps(request, forms)
    if len(results) >= len(parts):
        return None
    part = parts[len(results)]
    found = pointed(part, _said_before(messages[:asked]))
    form = await _tool(model, part, found, forms)
    if form is None:
        return None
    filled = await _arguments(model, part, found, form)
    return None if filled is None else (form.name, filled)


def _newest_request(messages: Sequence[AnyMessage]) -> int:
    """Index of the person's newest message; -1 without one."""
    places = range(len(messages) - 1, -1, -1)
    return next((at for at in places if isinstance(messages[at], HumanMessage)), -1)


def _said_before(messages: Sequence[AnyMessage]) -> Iterator[str]:
    """What the person said and what was called, newest first."""
    for message in reversed(messages[-_LOOKED_BACK:]):
        if isinstance(message, HumanMessage):
            yield message.text
        elif isinstance(message, AIMessage):
            for call in message.tool_calls:
                yield " ".join(str(value) for value in call["args"].values())


async def _tool(
    model: BaseChatModel, request: str, found: Spans, forms: Sequence[Form]
) -> Form | None:
    amounts = evidence(request, found, forms)
    name = choose.settled(amounts)
    if name is None:
        asked = choose.question(forms, request)
        said = await _first_token(model, asked)
        if said:
            nothing = await _first_token(model, choose.question(forms, choose.NOTHING))
            name = choose.weighed(amounts, said, nothing)
        else:
            answer = await _constrained(model, asked, choose.schema(amounts), _CHOICE_TOKENS)
            name = choose.understood(answer)
    return next((form for form in forms if form.name == name), None)


async def _arguments(
    model: BaseChatModel, request: str, found: Spans, form: Form
) -> dict[str, Any] | None:
    offers = fillings(form, request, found)
    settled = arguments.settled(form, offers)
    if settled is not None:
        return settled
    asked = arguments.question(form, request)
    schema = arguments.schema(form, offers)
    answer = await _constrained(model, asked, schema, _ARGUMENT_TOKENS)
    return arguments.understood(answer, form)


async def _first_token(model: BaseChatModel, asked: list[BaseMessage]) -> dict[str, float]:
    """Candidates for the answer's first token with their log-probabilities; {} if none come."""
    quiet = model.bind(max_completion_tokens=1, temperature=0, logprobs=True, top_logprobs=20)
    try:
        answer = await quiet.ainvoke(asked, {"tags": [TAG_NOSTREAM]})
    except _REFUSED:
        return {}
    return choose.first_token(answer)


async def _constrained(
    model: BaseChatModel, asked: list[BaseMessage], schema: dict[str, Any], tokens: int
) -> str:
    """The answer under `schema`, which says nothing when it could not be ended or is refused."""
    wanted = {"name": "answer", "strict": True, "schema": schema}
    quiet = model.bind(
        max_completion_tokens=tokens,
        temperature=0,
        response_format={"type": "json_schema", "json_schema": wanted},
        **COPYING,
    )
    try:
        return (await quiet.ainvoke(asked, {"tags": [TAG_NOSTREAM]})).text
    except (openai.LengthFinishReasonError, *_REFUSED):
        return ""
