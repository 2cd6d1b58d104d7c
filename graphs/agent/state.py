"""What a checkpoint holds: the messages of the branch, and nothing else.

State stays plain messages and JSON: any other type comes back from a strict load as a dict,
without an error.
"""

from collections.abc import Sequence
from typing import Annotated, Any, cast

from langchain.agents import AgentState as LangChainState
from langchain_core.messages import AnyMessage, RemoveMessage, convert_to_messages
from langgraph.channels.delta import DeltaChannel  # pyright: ignore[reportMissingTypeStubs]

SNAPSHOT_EVERY = 200
"""Updates between two full copies of the messages: 200 keeps 500 turns at nine times their text."""


def merge_messages(state: list[AnyMessage], writes: Sequence[Any]) -> list[AnyMessage]:
    """Append the messages of all writes in order; one whose id is there already replaces it.

    Batching-invariant, as DeltaChannel wants: folding writes one by one or all at once gives the
    same list. `RemoveMessage` takes the message with its id out. `state` is not changed.
    """
    new: list[AnyMessage] = []
    for write in writes:
        one_or_many = cast("list[Any]", write) if isinstance(write, list) else [write]
        new.extend(cast("list[AnyMessage]", convert_to_messages(one_or_many)))
    place = {message.id: index for index, message in enumerate(state)}
    merged: list[AnyMessage | None] = list(state)
    for message in new:
        index = place.get(message.id) if message.id is not None else None
        if isinstance(message, RemoveMessage):
            if index is not None:
                merged[index] = None
                del place[message.id]
        elif index is None:
            place[message.id] = len(merged)
            merged.append(message)
        else:
            merged[index] = message
    return [message for message in merged if message is not None]


class AgentState(LangChainState[Any]):
    """LangChain's agent state with the messages stored as deltas."""

    messages: Annotated[  # pyright: ignore[reportIncompatibleVariableOverride]
        list[AnyMessage], DeltaChannel(merge_messages, snapshot_frequency=SNAPSHOT_EVERY)
    ]
