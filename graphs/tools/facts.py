"""What the person wants remembered, in LangGraph's store."""

from typing import Final
from uuid import uuid4

from langgraph.store.base import BaseStore, Item

from graphs.errors import ToolError

LONGEST: Final = 500
"""Characters of one fact."""

_NAMESPACE: Final = ("facts",)
_TEXT: Final = "text"
_PAGE: Final = 200


class StoreFacts:
    """Facts kept in a `BaseStore`."""

    def __init__(self, store: BaseStore) -> None:
        self._store = store

    async def add(self, fact: str) -> str:
        """Remember `fact`; its id, the old one where it is known already. Raises ToolError."""
        text = " ".join(fact.split())
        if not text:
            raise ToolError("There is nothing to remember in that.")
        if len(text) > LONGEST:
            raise ToolError(f"A fact may have {LONGEST} characters, and that one has {len(text)}.")
        for id_, known in await self.all():
            if known.casefold() == text.casefold():
                return id_
        id_ = uuid4().hex
        await self._store.aput(_NAMESPACE, id_, {_TEXT: text}, index=False)
        return id_

    async def remove(self, text: str) -> str:
        """Forget the one fact with that id, that text or that part; its text. Raises ToolError."""
        facts = await self.all()
        id_, fact = _the_one(facts, text)
        await self._store.adelete(_NAMESPACE, id_)
        return fact

    async def all(self) -> tuple[tuple[str, str], ...]:
        """Id and text of each fact, oldest first."""
        found: list[Item] = []
        while page := await self._store.asearch(_NAMESPACE, limit=_PAGE, offset=len(found)):
            found += page
        found.sort(key=lambda item: (item.created_at, item.key))
        return tuple((item.key, str(item.value[_TEXT])) for item in found)


def _the_one(facts: tuple[tuple[str, str], ...], text: str) -> tuple[str, str]:
    wanted = " ".join(text.split()).casefold()
    exact = [fact for fact in facts if wanted in (fact[0], fact[1].casefold())]
    found = exact or [fact for fact in facts if wanted and wanted in fact[1].casefold()]
    if not found:
        raise ToolError("No such fact is remembered.", "recall shows those that are.")
    if len(found) > 1:
        raise ToolError(f"{len(found)} facts have that in them.", "Give the whole fact to forget.")
    return found[0]
