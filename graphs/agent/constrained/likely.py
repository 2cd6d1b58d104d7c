"""How much of a request speaks for each tool, by its words alone."""

import re
from collections.abc import Sequence
from typing import Final

from graphs.agent.constrained.concepts import ORDERS, concepts_of, polite, strength
from graphs.agent.constrained.fillings import fillings
from graphs.agent.constrained.forms import Form
from graphs.agent.constrained.spans import Spans

PLAIN: Final = 2.4
"""Evidence below which a request is taken for talk."""

_TALK: Final = re.compile(
    r"^(?:how (?:do|does|can|to|would|long|much|many)|why|explain|who |what is (?:a|an|the) |"
    r"what are|translate|tell me (?:a|about)|write (?:a|an|me|some)|give me|what do you think|"
    r"(?:can|could) you (?:help|explain|tell)|wie (?:kann|macht|geht)|warum|erklär|wer |"
    r"was ist (?:der|die|das)|cómo|por qué|explica|quién|cuál|comment|pourquoi|explique|qui )"
)


def evidence(text: str, found: Spans, forms: Sequence[Form]) -> dict[str, float]:
    """Tool's name -> how much speaks for it; below PLAIN means that nothing does.

    `found` is what the request `text` points at.
    """
    lower = " ".join(text.lower().split())
    return {form.name: _evidence(text, lower, found, form) for form in forms}


def _evidence(text: str, lower: str, found: Spans, form: Form) -> float:
    concepts = concepts_of(form.name)
    asked, *objects = [strength(concept, lower) for concept in concepts] or [0.0]
    ordered = bool(concepts) and concepts[0] in ORDERS
    there = bool(found.paths or found.folders or found.urls)
    pointed = there or bool(found.commands or found.quoted)
    if ordered and there and asked:
        asked = max(asked, 0.6)  # what is to be done to a thing that is named may stand anywhere
    score = (3.0 if objects else 4.5) * asked
    if objects:
        score += max(objects) if max(objects) or pointed else -2.0
    score += _fit(found, form)
    texts = form.of_kind("text")
    if texts and asked:
        filled = fillings(form, text, found)
        score += sum(bool(filled.get(a.name)) for a in texts) / len(texts)
    question = lower.endswith("?") and ordered and not polite(lower)
    if not pointed and (_TALK.match(lower) or question):
        score -= 3.5
    return score


def _fit(found: Spans, form: Form) -> float:
    """Whether what the tool cannot do without is there."""
    paths, urls, commands = (len(form.of_kind(kind)) for kind in ("path", "url", "command"))
    places = len({*found.paths, *found.folders})
    score = 0.0
    if paths:
        score += 1.5 if places >= paths and found.paths else -3.0
        score += 1.0 if paths > 1 and places == paths else 0.0
    elif any(a.kind == "path" for a in form.arguments):
        score += 1.0 if found.folders or (places and not found.paths) else 0.0
    if urls:
        score += 3.0 if found.urls else -4.0
    elif found.urls:
        score -= 2.0
    if commands:
        score += 1.0 if found.commands else -3.0
    return score
