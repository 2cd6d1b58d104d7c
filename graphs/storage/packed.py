"""Messages as they lie in a checkpoint: a fork of a long branch passes most of them on unopened.

To build ten thousand messages takes a third of a second, to hand on their bytes a few milliseconds.
"""

from typing import Any, NewType, cast

import ormsgpack
from langchain_core.messages import AnyMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.serde.jsonplus import EXT_DELTA_SNAPSHOT, EXT_PYDANTIC_V2
from langgraph.checkpoint.serde.types import (
    _DeltaSnapshot,  # pyright: ignore[reportPrivateUsage]
)

from graphs.storage.checkpoints import Saver, Serializer

_OPTION = ormsgpack.OPT_NON_STR_KEYS
_CHANNEL = "messages"

Packed = NewType("Packed", bytes)
"""One message, unopened. Plain bytes, so that the garbage collector need not look through them."""


def id_of(packed: Packed) -> str:
    """The message's id. Raises ValueError, TypeError or LookupError where it is not whole."""
    _, _, values, *_ = ormsgpack.unpackb(packed, ext_hook=_unopened, option=_OPTION)
    return str(values["id"])


def stored(message: AnyMessage | Packed) -> AnyMessage | ormsgpack.Ext:
    """The message as a checkpoint takes it."""
    return ormsgpack.Ext(EXT_PYDANTIC_V2, message) if isinstance(message, bytes) else message


def opened(packed: Packed) -> AnyMessage:
    """The message, built by the strict rules of every load."""
    message = ormsgpack.packb(ormsgpack.Ext(EXT_PYDANTIC_V2, packed))
    return cast("AnyMessage", Serializer().loads_typed(("msgpack", message)))


class PackedSaver(Saver):
    """Reads what a saver reads, over its connection, and leaves messages packed. Never writes."""

    def __init__(self, saver: Saver) -> None:
        super().__init__(saver.conn, saver.path)
        self.serde = _PackedSerializer()
        self.lock = saver.lock
        self.is_setup = True

    async def messages_at(self, config: RunnableConfig) -> list[Packed] | None:
        """The messages of a checkpoint in their order, if they were only ever added.

        None where something else was stored. A caller that knows their ids compares them: a
        message that replaces another, or takes it out, stands here as one more.
        """
        found = await self.aget_tuple(config)
        if found is None:
            return None
        parts: list[Any] = [found.checkpoint["channel_values"].get(_CHANNEL)]
        if parts == [None]:
            history = await self.aget_delta_channel_history(
                config=found.config, channels=[_CHANNEL]
            )
            writes = history[_CHANNEL]["writes"]
            parts = [history[_CHANNEL].get("seed"), *(value for _, _, value in writes)]
        if isinstance(parts[0], _DeltaSnapshot):
            parts[0] = parts[0].value
        every = [item for part in parts for item in _listed(part)]
        if not all(isinstance(item, bytes) for item in every):
            return None
        return cast("list[Packed]", every)


class _PackedSerializer(Serializer):
    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        kind, blob = data
        if kind != "msgpack":
            return super().loads_typed(data)
        return ormsgpack.unpackb(blob, ext_hook=self._hook, option=_OPTION)

    def _hook(self, code: int, data: bytes) -> Any:
        if code == EXT_PYDANTIC_V2:
            return Packed(data)
        if code == EXT_DELTA_SNAPSHOT:
            return _DeltaSnapshot(ormsgpack.unpackb(data, ext_hook=self._hook, option=_OPTION))
        return self._unpack_ext_hook(code, data)


def _listed(part: object) -> list[object]:
    if part is None:
        return []
    return cast("list[object]", part) if isinstance(part, list) else [part]


def _unopened(code: int, data: bytes) -> None:
    """A value within a message is not looked at."""
