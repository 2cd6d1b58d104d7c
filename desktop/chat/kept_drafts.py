"""Drafts on disk."""

import asyncio

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks

_LAST_SAVE_SECONDS = 2.0


class KeptDrafts:
    """Writes down what stands in composers, in the order it was typed."""

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        self._library = library
        self._tasks = tasks
        self._saves: set[asyncio.Task[None]] = set()

    def save(self, conversation_id: str, text: str) -> None:
        """Keep the draft of a conversation; '' forgets it."""
        task = self._tasks.start(
            self._library.call(lambda one: one.save_draft(conversation_id, text))
        )
        if task is not None:
            self._saves.add(task)
            task.add_done_callback(self._saves.discard)

    async def close(self) -> None:
        """Wait for what is being written."""
        if self._saves:
            # A library that never opened must not keep the window.
            await asyncio.wait(self._saves, timeout=_LAST_SAVE_SECONDS)
