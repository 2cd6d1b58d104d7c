"""A conversation's title, made from its first exchange."""

import re

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from graphs.agent import prompts
from graphs.storage.text import undisguised

LONGEST = 60
_EXCERPT = 2_000
_POLITE = re.compile(
    r"^(hi|hello|hey|good (morning|afternoon|evening)|please|thanks|thank you|"
    r"(can|could|would|will) you( please)?)\b[\s,.!:;-]*",
    re.IGNORECASE,
)


def from_text(text: str) -> str:
    """A title from the person's first message alone: its first sentence, shortened at a word."""
    lines = map(str.strip, undisguised(text).splitlines())
    line = next((line for line in lines if line), "")
    line = re.sub(r"^[#>*\-\s`]+", "", line)
    while (shorter := _POLITE.sub("", line)) != line and len(shorter.split()) > 1:
        line = shorter
    sentence = re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0].rstrip(" .,:;")
    if len(sentence) > LONGEST:
        sentence = sentence[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST].rstrip(" ,;:") + "…"
    return sentence[:1].upper() + sentence[1:]


def usable(answer: str) -> str:
    """What a model gave as a title, cleaned; empty when it is no title at all."""
    title = " ".join(undisguised(answer).split()).strip("\"'“”«»*#. ")
    return title if 0 < len(title) <= LONGEST else ""


async def from_exchange(model: BaseChatModel, question: str, answer: str) -> str:
    """Ask `model` for a title; "" when what it says is none. Raises what its client raises."""
    exchange = f"{question[:_EXCERPT]}\n\n---\n\n{answer[:_EXCERPT]}"
    said = await model.ainvoke([SystemMessage(prompts.TITLE), HumanMessage(exchange)])
    return usable(said.text)
