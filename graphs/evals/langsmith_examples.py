"""Cases as examples of a LangSmith dataset, and back.

The messages stand in the inputs and the checks in the outputs, to be read and changed there; the
rest of the case stands in the metadata. An example that somebody else made becomes a case too, as
far as it holds messages or a question.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid5

from graphs.errors import InvalidCase
from graphs.evals import faults
from graphs.storage import case_text
from graphs.storage.eval_records import Case, Check, Reference
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import Role, ToolCall

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_ROLES: dict[str, Role] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
    "tool": "tool",
}
_NAME = 80  # characters


def example_id(dataset_id: UUID, case_id: str) -> UUID:
    """The id of a case's example: the same at each push."""
    return uuid5(dataset_id, case_id)


def example_of(case: Case) -> dict[str, Any]:
    """Inputs, outputs and metadata of a case's example."""
    inputs = {"messages": [chat(message) for message in case.messages]}
    outputs: dict[str, Any] = {"checks": _checks().dump_python(case.checks, mode="json")}
    references = [check.text for check in case.checks if isinstance(check, Reference)]
    if references:
        outputs["answer"] = references[0]
    line = json.loads(case_text.line(case))
    rest = {key: value for key, value in line.items() if key not in ("messages", "checks")}
    whole = json.dumps([inputs, outputs, rest], sort_keys=True)
    metadata = {"cairn_case": rest, "cairn_digest": sha256(whole.encode()).hexdigest()}
    return {"inputs": inputs, "outputs": outputs, "metadata": metadata}


def digest_of(metadata: Mapping[str, Any] | None) -> str:
    """What tells whether an example is that of a case as it is now; "" for one that is not ours."""
    return str((metadata or {}).get("cairn_digest", ""))


def case_of(
    id_: str, inputs: Mapping[str, Any], outputs: Mapping[str, Any], metadata: Mapping[str, Any]
) -> Case:
    """The case of an example; `id_` is for one that has none. Raises InvalidCase."""
    messages = _messages(inputs)
    if not messages:
        raise InvalidCase("There are no messages in its inputs.", "", "messages")
    rest = metadata.get("cairn_case")
    if not isinstance(rest, dict):
        return Case(id_, _title(messages), messages, checks=_wanted(outputs))
    known = cast("dict[str, Any]", rest)
    said = _said().dump_python(messages, mode="json")
    line = {**known, "messages": said, "checks": outputs.get("checks", [])}
    case = case_text.parsed(json.dumps(line))
    field, fault = faults.fault_in(case)
    if fault:
        raise InvalidCase(f"{field}: {fault}", "", field)
    return case


def chat(message: NewMessage) -> dict[str, Any]:
    """A message as chat completions write it, with what only we know of it beside."""
    said: dict[str, Any] = {"role": message.role, "content": message.text, "id": message.id}
    if message.tool_calls:
        said["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.tool_calls
        ]
    beside = {
        "tool_call_id": message.tool_call_id,
        "name": message.tool_name,
        "failed": message.failed,
        "stopped": message.stopped,
        "cut": message.cut,
    }
    return said | {name: value for name, value in beside.items() if value}


def _messages(inputs: Mapping[str, Any]) -> tuple[NewMessage, ...]:
    """Those that inputs hold; of somebody else's, also a question that is their only text."""
    found = inputs.get("messages")
    if isinstance(found, list):
        read = [_message(place, one) for place, one in enumerate(cast("list[Any]", found))]
        return tuple(one for one in read if one is not None)
    texts = [value for value in inputs.values() if isinstance(value, str) and value.strip()]
    return (NewMessage("m0", "user", texts[0]),) if len(texts) == 1 else ()


def _message(place: int, said: Any) -> NewMessage | None:
    """One message; None for one of a system, which our agent brings itself."""
    if not isinstance(said, dict):
        raise _unread(place, "not an object")
    one = cast("dict[str, Any]", said)
    named = str(one.get("role") or one.get("type") or "")
    if named == "system":
        return None
    if named not in _ROLES:
        raise _unread(place, "of no role that is known")
    content = one.get("content")
    if not isinstance(content, str):
        raise _unread(place, "not text")
    return NewMessage(
        id=str(one.get("id") or f"m{place}"),
        role=_ROLES[named],
        text=content,
        tool_calls=_calls(place, one.get("tool_calls") or []),
        tool_call_id=str(one.get("tool_call_id") or ""),
        tool_name=str(one.get("name") or "") if named == "tool" else "",
        failed=bool(one.get("failed")),
        stopped=bool(one.get("stopped")),
        cut=bool(one.get("cut")),
    )


def _calls(place: int, said: Any) -> tuple[ToolCall, ...]:
    if not isinstance(said, list):
        raise _unread(place, "with tool calls that are no list")
    return tuple(_call(place, call) for call in cast("list[Any]", said))


def _call(place: int, said: Any) -> ToolCall:
    try:
        function = said.get("function") or said
        arguments = function.get("arguments", function.get("args", {}))
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        return ToolCall(str(said.get("id") or ""), str(function["name"]), text)
    except (AttributeError, LookupError, TypeError) as error:
        raise _unread(place, "with a tool call that is none") from error


def _wanted(outputs: Mapping[str, Any]) -> tuple[Check, ...]:
    """Somebody else's reference, for the judge."""
    texts = [value for value in outputs.values() if isinstance(value, str) and value.strip()]
    return (Reference(texts[0], judged=True),) if len(texts) == 1 else ()


def _title(messages: Sequence[NewMessage]) -> str:
    asked = next((one.text for one in reversed(messages) if one.role == "user"), "")
    return " ".join(asked.split())[:_NAME] or "From LangSmith"


def _unread(place: int, why: str) -> InvalidCase:
    return InvalidCase(f"Message {place + 1} in its inputs is {why}.", "", f"messages.{place + 1}")


@cache
def _said() -> "TypeAdapter[tuple[NewMessage, ...]]":
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[NewMessage, ...])


@cache
def _checks() -> "TypeAdapter[tuple[Check, ...]]":
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Check, ...])
