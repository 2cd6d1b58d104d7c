"""Tool calls and their results as text: a small model's chat template may know neither."""

from collections.abc import Sequence
from typing import Any, Final

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

COPYING: Final[dict[str, Any]] = {
    "extra_body": {
        "repeat_penalty": 1.0,
        "dry_allowed_length": 24,
        "dry_sequence_breakers": ["<|im_start|>"],
    }
}
"""Settings of llama.cpp for an answer that repeats what it was told, such as a date: what keeps a
small model from saying things twice makes it change them. Other local servers pass them over."""

LONGEST_PLAIN_RESULT = 200
"""Characters of a result that needs no model to tell it."""


def plain_result(message: AnyMessage) -> str:
    """What a tool has done, where its own line says it; "" where a model has to.

    A very small model garbles such a line, and says it again and again.
    """
    if not isinstance(message, ToolMessage) or message.status == "error":
        return ""
    line, _, note = message.text.strip().partition("\n")
    own = not note or note.startswith("(")
    return line if own and len(line) <= LONGEST_PLAIN_RESULT else ""


def plain_history(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The same conversation, with results as words of the person and without calls."""
    plain: list[AnyMessage] = []
    called: dict[str, str] = {}
    for message in messages:
        if isinstance(message, ToolMessage):
            call = called.get(message.tool_call_id, message.name or "the tool")
            outcome = "Failure" if message.status == "error" else "Result"
            plain.append(HumanMessage(f"{outcome} of {call}:\n{message.text}"))
        elif isinstance(message, AIMessage) and message.tool_calls:
            for call in message.tool_calls:
                arguments = ", ".join(f"{name}={value!r}" for name, value in call["args"].items())
                called[call["id"] or ""] = f"{call['name']}({arguments})"
            if message.text:
                plain.append(AIMessage(message.text, id=message.id))
        else:
            plain.append(message)
    return plain
