"""Candidates as they are typed, and what is made of that. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphs import Candidate

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A candidate as it stands in the fields: texts, "" for what is not changed.

    `hint` is what it is called without a name. `mistake` is the field that cannot be used, or "".
    """

    key: str
    name: str = ""
    hint: str = ""
    model: str = ""
    system_prompt: str = ""
    temperature: str = ""
    top_p: str = ""
    seed: str = ""
    base_url: str = ""
    key_variable: str = ""
    agent_version: str = ""
    price_in: str = ""
    price_out: str = ""
    unfolded: bool = False
    mistake: str = ""


FIELDS = frozenset(
    {
        "name",
        "model",
        "system_prompt",
        "temperature",
        "top_p",
        "seed",
        "base_url",
        "key_variable",
        "agent_version",
        "price_in",
        "price_out",
    }
)
"""What can be typed."""


def mistake(typed: Typed) -> str:
    """The first field that cannot be used as it is; "" when all can."""
    wrong = {
        "temperature": not _within(typed.temperature, 2.0),
        "top_p": not _within(typed.top_p, 1.0),
        "seed": not _is_whole(typed.seed),
        "base_url": not _fits(_ADDRESS, typed.base_url),
        "model": bool(typed.base_url.strip()) and not typed.model.strip(),
        "key_variable": not _fits(_VARIABLE, typed.key_variable),
        "price_in": not _within(typed.price_in, 1e6),
        "price_out": not _within(typed.price_out, 1e6),
    }
    return next((field for field, is_wrong in wrong.items() if is_wrong), "")


def hinted(typed: Sequence[Typed], usual: str) -> list[Typed]:
    """Each with what it is called without a name, no two alike, and with its mistake.

    `usual` is what a candidate is called that changes nothing.
    """
    taken: set[str] = {one.name.strip() for one in typed}
    found: list[Typed] = []
    for one in typed:
        hint = _free(_called(one, usual), taken)
        taken |= set() if one.name.strip() else {hint}
        found.append(replace(one, hint=hint, mistake=mistake(one)))
    return found


def candidates_of(typed: Iterable[Typed]) -> tuple[Candidate, ...]:
    """What is to be run, of rows without mistakes."""
    return tuple(_candidate(one) for one in typed)


def typed_of(candidate: Candidate, key: str, usual: str) -> Typed:
    """The fields of a candidate that was run before."""
    typed = Typed(
        key=key,
        name=candidate.name,
        model=candidate.model,
        system_prompt=candidate.system_prompt or "",
        temperature=_text(candidate.temperature),
        top_p=_text(candidate.top_p),
        seed=_text(candidate.seed),
        base_url=candidate.base_url,
        key_variable=candidate.key_variable,
        agent_version=candidate.agent_version,
        price_in=_text(candidate.price_in),
        price_out=_text(candidate.price_out),
    )
    return replace(typed, name="") if typed.name == _called(typed, usual) else typed


def _candidate(typed: Typed) -> Candidate:
    prompt = typed.system_prompt.strip()
    seed = _number(typed.seed)
    return Candidate(
        name=typed.name.strip() or typed.hint,
        model=typed.model.strip(),
        base_url=typed.base_url.strip(),
        key_variable=typed.key_variable.strip() if typed.base_url.strip() else "",
        system_prompt=prompt or None,
        agent_version=typed.agent_version.strip(),
        temperature=_number(typed.temperature),
        top_p=_number(typed.top_p),
        seed=None if seed is None else int(seed),
        price_in=_number(typed.price_in),
        price_out=_number(typed.price_out),
    )


def _called(typed: Typed, usual: str) -> str:
    words = " ".join(typed.system_prompt.split())
    parts = (
        typed.model.strip() or usual,
        f"v{typed.agent_version.strip()}" if typed.agent_version.strip() else "",
        f"T {typed.temperature.strip()}" if typed.temperature.strip() else "",
        f"top-p {typed.top_p.strip()}" if typed.top_p.strip() else "",
        f"“{words[:24].rstrip()}…”" if len(words) > 25 else f"“{words}”" if words else "",
    )
    return ", ".join(part for part in parts if part)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _text(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _number(text: str) -> float | None:
    """The number that was typed, with a point or a comma; None for nothing or none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _within(text: str, most: float) -> bool:
    if not text.strip():
        return True
    number = _number(text)
    return number is not None and 0.0 <= number <= most


def _is_whole(text: str) -> bool:
    stripped = text.strip()
    return not stripped or (stripped.isascii() and stripped.isdigit() and len(stripped) < 10)


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    return not text.strip() or pattern.fullmatch(text.strip()) is not None
