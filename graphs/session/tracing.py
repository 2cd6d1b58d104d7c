"""Which runs are traced, and with what. LangSmith's client is imported with the first of them.

Off unless there is a key, and unless tracing is switched on for all conversations or for this one.
Whatever goes wrong here costs a trace, never a turn.
"""

import asyncio
import logging
import os
from typing import TYPE_CHECKING

from langchain_core.callbacks import BaseCallbackHandler

from graphs.errors import TracingUnusable
from graphs.session.tracing_settings import Langsmith, langsmith
from graphs.storage.library import Library
from graphs.storage.records import TracingState

if TYPE_CHECKING:
    from graphs.session.trace_sender import TraceSender

log = logging.getLogger(__name__)


class Tracing:
    """Makes the traces of one data folder. Lives on the engine's loop."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._senders: dict[Langsmith, TraceSender] = {}
        self._said = ""

    async def of_run(self, conversation_id: str) -> BaseCallbackHandler | None:
        """The tracer of a run of that conversation; None where it is not traced."""
        try:
            to = await asyncio.to_thread(self._switched_on, conversation_id)
            return self._tracer(to) if to else None
        except Exception as error:  # noqa: BLE001 - the border: a trace is not worth a failure
            said = str(error) if isinstance(error, TracingUnusable) else type(error).__name__
            if said != self._said:
                self._said = said
                log.warning("no run is traced: %s", said)
            return None

    async def state(self) -> TracingState:
        """Where traces would go, whether all runs are traced, and what is wrong."""
        return await asyncio.to_thread(self._state)

    async def url(self, run_id: str) -> str:
        """Where a run's trace is seen in a browser. Asks LangSmith. Raises TracingUnusable."""
        return await asyncio.to_thread(self._url, run_id)

    async def close(self) -> None:
        """Send what was told and not sent yet, for a few seconds at most."""
        senders = self._senders.values()
        await asyncio.gather(*(asyncio.to_thread(sender.end) for sender in senders))

    def _settled(self) -> Langsmith | None:
        return langsmith(self._library.home, os.environ)

    def _switched_on(self, conversation_id: str) -> Langsmith | None:
        to = self._settled()
        if to is None or to.every or self._library.conversation(conversation_id).traced:
            return to
        return None

    def _tracer(self, to: Langsmith) -> BaseCallbackHandler:
        from graphs.session.trace_sender import TraceSender
        from graphs.session.tracer import Tracer

        sender = self._senders.get(to) or self._senders.setdefault(to, TraceSender(to))
        return Tracer(project_name=to.project, client=sender)

    def _state(self) -> TracingState:
        try:
            to = self._settled()
        except TracingUnusable as error:
            return TracingState(trouble=str(error))
        if to is None:
            return TracingState()
        sender = self._senders.get(to)
        trouble = sender.trouble if sender else ""
        return TracingState(to.host, to.project, to.every, trouble)

    def _url(self, run_id: str) -> str:
        from langsmith.utils import LangSmithNotFoundError

        from graphs.session import langsmith_client

        to = self._settled()
        if to is None:
            raise TracingUnusable(
                "There is no key for LangSmith.", "The settings say where it goes."
            )
        client = langsmith_client.client(to)
        try:
            project = client.read_project(project_name=to.project)
        except LangSmithNotFoundError as error:
            raise TracingUnusable(
                f"LangSmith at {to.host} has no project {to.project} yet.",
                "It is made with the first trace.",
            ) from error
        except Exception as error:
            raise langsmith_client.translated(error, to) from error
        return f"{project.url}/r/{run_id}?poll=true"
