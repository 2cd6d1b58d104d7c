"""What is wrong with a connection as it was typed, before anybody is asked to answer."""

from collections.abc import Collection
from typing import Final

from graphs.models.addresses import host_of
from graphs.models.saved_connections import SavedConnection

LONGEST_NAME: Final = 80
_LONGEST_TEXT: Final = 2_000
_FEWEST_TOKENS, _MOST_TOKENS = 512, 100_000_000


def faults(connection: SavedConnection, taken: Collection[str]) -> dict[str, str]:
    """A sentence for each field that is wrong, by the field's name; `taken` are others' names."""
    found = {"name": _of_name(connection.name, taken), "context_tokens": _of_tokens(connection)}
    if connection.file:
        found["file"] = _of_text(connection.file)
    else:
        found["base_url"] = _of_address(connection.base_url)
        found["model"] = _of_text(connection.model) or (
            "" if connection.model else "Name a model that is served there."
        )
        found["api_key"] = _of_key(connection.api_key)
    return {field: sentence for field, sentence in found.items() if sentence}


def _of_name(name: str, taken: Collection[str]) -> str:
    if not name:
        return "Give it a name."
    if len(name) > LONGEST_NAME:
        return f"A name has at most {LONGEST_NAME} characters."
    if not name.isprintable() or name != name.strip():
        return "A name is one line, without space around it."
    if name.casefold() in {one.casefold() for one in taken}:
        return "Another model has this name."
    return ""


def _of_tokens(connection: SavedConnection) -> str:
    tokens = connection.context_tokens
    if tokens is None or _FEWEST_TOKENS <= tokens <= _MOST_TOKENS:
        return ""
    return f"A model reads {_FEWEST_TOKENS} tokens or more; leave it empty if you do not know."


def _of_address(address: str) -> str:
    if not address:
        return "Say where the model is served."
    if len(address) > _LONGEST_TEXT or host_of(address) is None:
        return "It looks like http://127.0.0.1:8080/v1 or https://example.com/v1."
    return ""


def _of_key(key: str) -> str:
    fits = key.isascii() and key.isprintable() and " " not in key and len(key) <= _LONGEST_TEXT
    return "" if fits else "This is not a key. Copy it once more."


def _of_text(text: str) -> str:
    return "" if text.isprintable() and len(text) <= _LONGEST_TEXT else "Write it in one line."
