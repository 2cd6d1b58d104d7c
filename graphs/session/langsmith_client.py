"""LangSmith's own client, held to what its address and key were given for."""

import logging
from collections.abc import Callable
from typing import Any, Final

from langsmith import Client
from langsmith import utils as langsmith_utils

from graphs.errors import CairnError, TracingUnusable
from graphs.session.tracing_settings import Langsmith

CONNECT_MS: Final = 2_000

OPTIONS: Final[dict[str, Any]] = {
    "auto_batch_tracing": False,
    "tracing_mode": "langsmith",
    "disable_prompt_cache": True,
}
"""What keeps a client to what it is told here, and to one request for each call."""

_TALKATIVE = ("langsmith", "langchain_core.tracers", "langchain_core.callbacks")


def client(
    to: Langsmith, seconds: float = 5, on_failure: Callable[[Exception], None] | None = None
) -> Client:
    """A client for datasets and projects. Its calls block; what they raise goes to `translated`.

    `seconds` is how long one answer may take. `on_failure` hears of runs that did not arrive.
    """
    hush()
    made = Client(
        **OPTIONS,
        timeout_ms=(CONNECT_MS, round(seconds * 1_000)),
        api_url=to.endpoint,
        api_key=to.api_key,
        omit_traced_runtime_info=True,
        tracing_error_callback=on_failure,
    )
    harden(made, to)
    return made


def hush() -> None:
    """Keep the library's words out of the log: they quote messages, and parts of the key."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def harden(made: Client, to: Langsmith) -> None:
    """One try; no redirect, which would take key and messages elsewhere; no proxy on loopback."""
    adapter: Any = made.session.get_adapter(to.endpoint)
    adapter.max_retries = adapter.max_retries.new(total=0)
    made.session.max_redirects = 0
    made.session.trust_env = not to.local


def translated(error: Exception, to: Langsmith) -> CairnError:
    """What the client raised, as a sentence without its words."""
    where = f"LangSmith at {to.host}"
    match error:
        case CairnError():
            return error
        case langsmith_utils.LangSmithAuthError():
            return TracingUnusable(f"{where} does not take the key.", "Copy the key once more.")
        case langsmith_utils.LangSmithNotFoundError():
            return TracingUnusable(f"{where} knows nothing of that name.")
        case langsmith_utils.LangSmithRateLimitError():
            return TracingUnusable(f"{where} wants no more for now.", "Try again later.")
        case _ if _timed_out(error):
            return TracingUnusable(f"{where} did not answer in time.", "Try again later.")
        case langsmith_utils.LangSmithConnectionError():
            return TracingUnusable(f"{where} cannot be reached.", "Is its address right?")
        case ValueError():  # not JSON, or JSON of another shape
            return TracingUnusable(f"{where} answers as something else.", "Is its address right?")
        case _:
            return TracingUnusable(
                f"{where} could not be used ({type(error).__name__}).", "Try again later."
            )


def _timed_out(error: BaseException) -> bool:
    """The client tells of a time-out in one of several ways, some of them only by its cause."""
    before = error.__cause__ or error.__context__
    return "Timeout" in type(error).__name__ or (before is not None and _timed_out(before))
