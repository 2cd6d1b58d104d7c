"""A candidate as it is typed on a command line: name=value, with commas between."""

import dataclasses
from pathlib import Path

from graphs.errors import InvalidText
from graphs.storage.eval_records import Candidate

KEYS = (
    "name, model, base_url, key_variable, prompt, prompt_file, agent_version, temperature, top_p, "
    "seed, price_in, price_out"
)
_NUMBERS = {
    "temperature": float,
    "top_p": float,
    "seed": int,
    "price_in": float,
    "price_out": float,
}
_TEXTS = ("name", "model", "base_url", "key_variable", "agent_version")


def parsed(typed: str) -> Candidate:
    """The candidate; without a name it is called as it was typed. Raises InvalidText."""
    candidate = Candidate(typed or "as it is now")
    for part in filter(None, typed.split(",")):
        key, sign, value = part.partition("=")
        if not sign:
            raise InvalidText(f"{part!r} is no name=value.", f"Names are {KEYS}.")
        candidate = dataclasses.replace(candidate, **_field(key.strip(), value.strip()))
    return candidate


def _field(key: str, value: str) -> dict[str, str | float | int]:
    if key in _TEXTS:
        return {key: value}
    if key == "prompt":
        return {"system_prompt": value}
    if key == "prompt_file":
        try:
            return {"system_prompt": Path(value).read_text("utf-8")}
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidText(f"{value} cannot be read as text.") from error
    if key in _NUMBERS:
        try:
            return {key: _NUMBERS[key](value)}
        except ValueError as error:
            raise InvalidText(f"{key} is no number: {value!r}.") from error
    raise InvalidText(f"A candidate has no {key!r}.", f"Names are {KEYS}.")
