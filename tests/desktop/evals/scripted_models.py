"""Stands in for the engine where the list of models reaches it."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from graphs import Connections, ModelError

T = TypeVar("T")


class ScriptedHost:
    """Notes which model is to be used.

    Attributes:
        now: the model that is used.
        fixed: why none can be chosen.
        refusal: raised by the next choice.
    """

    def __init__(self) -> None:
        self.used: list[str] = []
        self.now = "smollm2-135m"
        self.fixed = ""
        self.refusal: ModelError | None = None

    async def connections(self) -> Connections:
        return Connections(used=self.now, fixed=self.fixed)

    async def use_model(self, model: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.used.append(model)
        self.now = model


class Engine:
    """Gives the scripted host to each call."""

    def __init__(self, host: ScriptedHost) -> None:
        self._host = host

    async def call(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        return await work(self._host)
