"""What the person wants remembered, in LangGraph's store."""

import time
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from langgraph.store.base import BaseStore, Item

from graphs.errors import NotFound, ToolError
from graphs.storage.records import Fact
from graphs.storage.text import storable

LONGEST: Final = 500
"""Characters of one fact."""

_NAMESPACE: Final = ("facts",)
_PAGE: Final = 200


class StoreFacts:
    """Facts kept in a `BaseStore`."""

    def __init__(self, store: BaseStore) -> None:
        self._store = store

    async def add(self, fact: str) -> str:
        """Remember `fact`; its id, the old one where it is known already. Raises ToolError."""
        text = _one_line(fact)
        for known in await self.facts():
            if known.text.casefold() == text.casefold():
                return known.id
        id_ = uuid4().hex
        await self._put(Fact(id_, text, time.time()))
        return id_

    async def revise(self, id_: str, text: str) -> None:
        """Put other words in a fact's place. Raises NotFound, ToolError."""
        text = _one_line(text)
        known = next((fact for fact in await self.facts() if fact.id == id_), None)
        if known is None:
            raise NotFound("That fact is no longer remembered.")
        await self._put(Fact(id_, text, known.created_at))

    async def remove(self, text: str) -> str:
        """Forget the one fact with that id, that text or that part; its text. Raises ToolError."""
        found = _the_one(await self.facts(), text)
        await self._store.adelete(_NAMESPACE, found.id)
        return found.text

    async def facts(self) -> tuple[Fact, ...]:
        """All facts, oldest first."""
        found: list[Item] = []
        while page := await self._store.asearch(_NAMESPACE, limit=_PAGE, offset=len(found)):
            found += page
        facts = [Fact(item.key, item.value["text"], item.value["at"]) for item in found]
        return tuple(sorted(facts, key=lambda fact: (fact.created_at, fact.id)))

    async def all(self) -> tuple[tuple[str, str], ...]:
        """Id and text of each fact, oldest first."""
        return tuple((fact.id, fact.text) for fact in await self.facts())

    async def _put(self, fact: Fact) -> None:
        value = {"text": fact.text, "at": fact.created_at}
        await self._store.aput(_NAMESPACE, fact.id, value, index=False)


def _one_line(fact: str) -> str:
    text = storable(" ".join(fact.split()))
    if not text:
        raise ToolError("There is nothing to remember in that.")
    if len(text) > LONGEST:
        raise ToolError(f"A fact may have {LONGEST} characters, and that one has {len(text)}.")
    return text


def _the_one(facts: Sequence[Fact], text: str) -> Fact:
    wanted = " ".join(text.split()).casefold()
    exact = [fact for fact in facts if wanted in (fact.id, fact.text.casefold())]
    found = exact or [fact for fact in facts if wanted and wanted in fact.text.casefold()]
    if not found:
        raise ToolError("No such fact is remembered.", "recall shows those that are.")
    if len(found) > 1:
        raise ToolError(f"{len(found)} facts have that in them.", "Give the whole fact to forget.")
    return found[0]
