"""How a feature reaches the sessions, and the runs of suites, on the engine's loop."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from graphs import EvalHost, SessionHost

T = TypeVar("T")


class EngineCalls(Protocol):
    """Where sessions run."""

    async def call(self, work: "Callable[[SessionHost], Coroutine[Any, Any, T]]") -> T:
        """The result of `work(host)` as soon as the engine is up; its errors are raised here."""
        ...


class EvalCalls(Protocol):
    """Where suites are replayed."""

    async def evals(self, work: "Callable[[EvalHost], Coroutine[Any, Any, T]]") -> T:
        """The result of `work(host)` as soon as the engine is up; its errors are raised here."""
        ...
