"""What a fork starts with: the messages of a step, changed as wished. Pure.

A person's message names its turn, and a turn belongs to one branch. So a fork that goes on in the
middle of a turn takes the turn up under a new id: the person's message is the same but for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

Node: TypeAlias = Literal["__start__", "model", "tools"]


@dataclass(frozen=True, slots=True)
class Start:
    """What a fork's thread is written with.

    The first `kept` messages are those of the step, `changed` come behind them. `as_node` is the
    node that seems to have written them; None where there is nothing to write. `asked` is the
    message of the turn that is to be run, None for a fork that rests; `taken_up`: it is among
    `changed`. `replaces`: what the step itself brought is not part of the fork.
    """

    kept: int
    changed: tuple[AnyMessage, ...]
    as_node: Node | None
    asked: str | None
    taken_up: bool
    replaces: bool


def start(messages: Sequence[AnyMessage], text: str | None, turn_id: str, at_rest: bool) -> Start:
    """How a fork of a step starts that holds these messages.

    `text` takes the place of the newest message's words. `turn_id` is for the turn that goes on.
    `at_rest`: the step is the end of its turn, whatever its newest message is.
    """
    if not messages:
        return Start(0, (), None, None, taken_up=False, replaces=False)
    *before, last = messages
    if isinstance(last, HumanMessage):
        asked = last.text if text is None else text
        return Start(len(before), (), _node(before), asked, taken_up=False, replaces=True)
    edited = text is not None and text != last.text
    changed = (_with_text(last, text),) if edited and text is not None else ()
    begun = next(
        (place for place in reversed(range(len(messages))) if _is_person(messages[place])), None
    )
    rests = isinstance(last, AIMessage) and not last.tool_calls
    if rests or begun is None or (at_rest and not edited):
        kept = len(before) if edited else len(messages)
        return Start(kept, changed, _node(messages), None, taken_up=False, replaces=edited)
    person = messages[begun]
    again = person.model_copy(update={"id": turn_id})
    rest = (*messages[begun + 1 : -1], *changed) if edited else messages[begun + 1 :]
    return Start(
        begun, (again, *rest), _node(messages), person.text, taken_up=True, replaces=edited
    )


def first_turn(branch_id: str) -> str:
    """The id of the turn that a fork begins with, if it begins with one."""
    return f"{branch_id}-1"


def _node(messages: Sequence[AnyMessage]) -> Node | None:
    """The node that is done when these are the messages.

    While a call has no result it is the model's: its edge then leads to just those calls.
    """
    if not messages:
        return None
    if isinstance(messages[-1], HumanMessage):
        return "__start__"
    answered = {message.tool_call_id for message in messages if isinstance(message, ToolMessage)}
    answer = next((one for one in reversed(messages) if isinstance(one, AIMessage)), None)
    calls = answer.tool_calls if answer else []
    if isinstance(messages[-1], AIMessage) or any(call["id"] not in answered for call in calls):
        return "model"
    return "tools"


def _is_person(message: AnyMessage) -> bool:
    return isinstance(message, HumanMessage)


def _with_text(message: AnyMessage, text: str) -> AnyMessage:
    """The message in the person's words: how the model's own came to their end is no part of it."""
    changed: dict[str, object] = {"content": text}
    if isinstance(message, AIMessage):
        changed |= {"response_metadata": {}, "usage_metadata": None}
    return message.model_copy(update=changed)
