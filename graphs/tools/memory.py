"""What is known from earlier: facts that the person wants remembered, and old conversations."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from pydantic import Field

from graphs.storage.action_records import Preview
from graphs.tools.desk import Runtime
from graphs.tools.facts import LONGEST
from graphs.tools.long_results import shortened
from graphs.tools.spec import (
    QUICK,
    Arguments,
    Line,
    Previewer,
    ToolSpec,
    no_subject,
    no_subjects,
    nothing_to_see,
    previewed,
    read_only,
    tool_of,
)
from graphs.tools.workspace import Workspace

MOST_FACTS: Final = 100


class Remember(Arguments):
    """What to remember."""

    fact: Line = Field(description="One short sentence about the person.")


class Forget(Arguments):
    """What to forget."""

    fact: Line = Field(description="The fact to forget, or a part of it.")


class Recall(Arguments):
    """What to look for."""

    query: Line = Field(description="A few words to look for.")


async def remember(runtime: Runtime, fact: str) -> str:
    """Remember a fact about the person for all later conversations.

    Example: remember(fact="The person is a vegetarian.")
    """
    await runtime.context.desk.facts.add(fact)
    return "Remembered."


async def forget(runtime: Runtime, fact: str) -> str:
    """Forget a remembered fact.

    Example: forget(fact="vegetarian")
    """
    return f"Forgotten: {await runtime.context.desk.facts.remove(fact)}"


async def recall(runtime: Runtime, query: str) -> str:
    """Look up remembered facts, and search earlier conversations.

    Example: recall(query="holiday plans")
    """
    desk = runtime.context.desk
    facts = await desk.facts.all()
    earlier = await asyncio.to_thread(desk.recall, query)
    text = f"Remembered facts:\n{_listed(facts)}\n\nEarlier conversations:\n{earlier or 'Nothing.'}"
    return await asyncio.to_thread(shortened, text, desk.blobs)


def _listed(facts: tuple[tuple[str, str], ...]) -> str:
    """The newest facts, oldest first."""
    lines = [f"- {fact}" for _, fact in facts[-MOST_FACTS:]]
    if len(facts) > MOST_FACTS:
        lines.insert(0, f"[{len(facts) - MOST_FACTS} older ones are left out]")
    return "\n".join(lines) or "None."


def _remembering(_: Workspace, given: Remember) -> Preview:
    too_long = len(given.fact) > LONGEST
    return Preview(
        "Remember a fact",
        "Is told to the model in all later conversations. Can be taken back in Settings.",
        undo=False,
        warning=f"A fact may have at most {LONGEST} characters." if too_long else "",
    )


def _forgetting(_: Workspace, __: Forget) -> Preview:
    return Preview("Forget a fact", "Takes one remembered fact away for good.", undo=False)


def _asking(
    function: Callable[..., Awaitable[str]], arguments: type[Arguments], preview: Previewer
) -> ToolSpec:
    return ToolSpec(
        tool=tool_of(function, arguments),
        asks=True,
        scope="none",
        preview=preview,
        evidence=nothing_to_see,
        subject=no_subject,
        subjects=no_subjects,
        seconds=QUICK,
    )


MEMORY: Final[tuple[ToolSpec, ...]] = (
    read_only(tool_of(recall, Recall), "Recall", of="query"),
    _asking(remember, Remember, previewed("Remember a fact", Remember, _remembering)),
    _asking(forget, Forget, previewed("Forget a fact", Forget, _forgetting)),
)
