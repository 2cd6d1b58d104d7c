"""Messages as a state held them, made again from the tree where the state cannot be read. Pure.

A node's key covers all that was said up to it, so what was altered on disk is found out.
"""

import json
from collections.abc import Sequence
from typing import Any, assert_never

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langchain_core.messages.tool import tool_call

from graphs.errors import DatabaseDamaged
from graphs.session import translate
from graphs.storage.message_tree import NewMessage, with_keys
from graphs.storage.nodes import Node


def kept(path: Sequence[Node]) -> list[AnyMessage]:
    """The messages of a path from the first one on. Raises DatabaseDamaged.

    They say what the state's said; what an answer has cost is not among it.
    """
    keys = [key for _, key, _ in with_keys(None, (node.said for node in path))]
    if not path or keys != [node.key for node in path]:
        raise DatabaseDamaged(
            "This step cannot be read.", "The others can: continue from one of them."
        )
    return [message_of(node.said) for node in path]


def message_of(said: NewMessage) -> AnyMessage:
    """The message as a state holds it, without what it has cost."""
    match said.role:
        case "user":
            return HumanMessage(said.text, id=said.id)
        case "assistant":
            told: dict[str, Any] = {translate.STOPPED: True} if said.stopped else {}
            calls = [
                tool_call(name=call.name, args=json.loads(call.arguments), id=call.id)
                for call in said.tool_calls
            ]
            cut = {"finish_reason": "length"} if said.cut else {}
            return AIMessage(said.text, id=said.id, tool_calls=calls, response_metadata=told | cut)
        case "tool":
            return ToolMessage(
                said.text,
                id=said.id,
                name=said.tool_name,
                tool_call_id=said.tool_call_id,
                status="error" if said.failed else "success",
            )
        case _:
            assert_never(said.role)
