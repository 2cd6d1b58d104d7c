"""A request that asks for several things one after the other, taken apart."""

import re
from collections.abc import Sequence
from typing import Final

from graphs.agent.constrained.choose import TALK, settled
from graphs.agent.constrained.forms import Form
from graphs.agent.constrained.likely import evidence
from graphs.agent.constrained.spans import hidden, spans

_NEXT: Final = re.compile(
    r"[.;]\s+|,?\s+(?:and then|then|and|und dann|und|dann|y luego|y después|y|et puis|et)\s+",
    re.IGNORECASE,
)

MOST: Final = 8
"""Parts beyond which a request is taken as one."""


def steps(request: str, forms: Sequence[Form]) -> tuple[str, ...]:
    """The parts of `request`, if each one by itself clearly asks for a tool; else all of it."""
    borders = [(found.start(), found.end()) for found in _NEXT.finditer(hidden(request))]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(request)]
    parts = tuple(part for a, b in zip(starts, ends, strict=True) if (part := request[a:b].strip()))
    if not 1 < len(parts) <= MOST:
        return (request,)
    apart = all(settled(evidence(part, spans(part), forms)) not in (None, TALK) for part in parts)
    return parts if apart else (request,)
