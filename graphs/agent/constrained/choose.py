"""Which tool, or none: what the model is asked, and how its answer weighs with the words' evidence.

The model gives one token. What it would have said for any tool, or for talk, is read from that
token's probabilities, less those it has for a request that says nothing: small models lean towards
a few names whatever they are asked.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from graphs.agent.constrained.forms import Form
from graphs.agent.constrained.likely import PLAIN

TALK: Final = "answer"
"""Stands among the tools' names for a plain answer."""

NOTHING: Final = "(nothing)"
"""The request that says nothing."""

_INSTRUCTION: Final = "Choose the one tool for the request. Answer with its name only."
_FOR_TALK: Final = "Talk, explain, translate or answer without a tool."
_TALKS: Final = ("Hello, how are you?", "Why is the sky blue?", "Tell me a story about a cat.")
_SURE: Final = 3.2
_AHEAD: Final = 1.0
_WORTH_ASKING: Final = 1.6
_WEIGHT: Final = 0.25
"""Evidence that a nat of the model's counts for: a very small one knows less than the words."""

_UNSEEN: Final = -8.0
_SHORTLIST: Final = 5


def question(forms: Sequence[Form], request: str) -> list[BaseMessage]:
    """What the model is asked. Only the last message depends on the request, so that a server
    that keeps what it has read reads the rest once."""
    told = [_INSTRUCTION, *(f"{f.name}: {f.summary}" for f in forms), f"{TALK}: {_FOR_TALK}"]
    shown: list[BaseMessage] = [SystemMessage("\n".join(told))]
    for asked, name in [*((f.summary, f.name) for f in forms), *((t, TALK) for t in _TALKS)]:
        shown += [HumanMessage(asked), AIMessage(name)]
    return [*shown, HumanMessage(request)]


def settled(evidence: Mapping[str, float]) -> str | None:
    """The choice that the words alone leave no doubt about: a tool or TALK; None for doubt."""
    ranked = sorted(evidence.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _WORTH_ASKING:
        return TALK
    (best, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else PLAIN
    return best if most >= _SURE and most - max(second, PLAIN) >= _AHEAD else None


def weighed(
    evidence: Mapping[str, float], said: Mapping[str, float], said_to_nothing: Mapping[str, float]
) -> str:
    """The choice by words and model together: a tool or TALK.

    The last two are candidates for the first token with their log-probabilities, asked with the
    request and with NOTHING.
    """
    total = {
        name: amount + _WEIGHT * (_preference(name, said) - _preference(name, said_to_nothing))
        for name, amount in {**evidence, TALK: PLAIN}.items()
    }
    return max(total, key=lambda name: total[name])


def schema(evidence: Mapping[str, float]) -> dict[str, Any]:
    """For a server that tells no probabilities: one of the likeliest tools, or TALK."""
    ranked = sorted(evidence, key=lambda name: -evidence[name])[:_SHORTLIST]
    return {
        "type": "object",
        "properties": {"tool": {"type": "string", "enum": [*ranked, TALK]}},
        "required": ["tool"],
        "additionalProperties": False,
    }


def understood(answer: str) -> str:
    """The choice in an answer under `schema`; TALK for anything else."""
    try:
        said: object = json.loads(answer)
    except (ValueError, RecursionError):
        return TALK
    match said:
        case {"tool": str(name)}:
            return name
        case _:
            return TALK


def first_token(answer: AIMessage) -> dict[str, float]:
    """The candidates for the first token of an answer that came with log-probabilities, or {}."""
    match answer.response_metadata.get("logprobs"):
        case {"content": [{"top_logprobs": [*candidates]}, *_]}:
            return {candidate["token"]: candidate["logprob"] for candidate in candidates}
        case _:
            return {}


def _preference(name: str, tokens: Mapping[str, float]) -> float:
    """Log-probability of the likeliest token that `name` begins with."""
    begun = [lp for token, lp in tokens.items() if token and name.startswith(token)]
    return max(begun, default=_UNSEEN)
