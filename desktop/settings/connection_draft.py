"""What is being typed about a model: how it becomes a connection, and who would read along."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, Literal, TypeAlias

from graphs import SavedConnection, host_of, is_loopback

Field: TypeAlias = Literal["name", "base_url", "model", "api_key", "file", "context_tokens"]


class Kind(IntEnum):
    """What serves the model; the order is that of the choices on screen."""

    OPENAI = 0
    OLLAMA = 1
    LM_STUDIO = 2
    LLAMA_CPP = 3
    OTHER = 4
    FILE = 5


USUAL_ADDRESS: Final = {
    Kind.OPENAI: "https://api.openai.com/v1",
    Kind.OLLAMA: "http://127.0.0.1:11434/v1",
    Kind.LM_STUDIO: "http://127.0.0.1:1234/v1",
    Kind.LLAMA_CPP: "http://127.0.0.1:8080/v1",
}


class Reach(IntEnum):
    """Who gets to read what is said. OPEN: whoever is on the way, too."""

    UNKNOWN = 0
    HERE = 1
    AWAY = 2
    OPEN = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields as they were typed. `instead_of` is the name of what is changed, "" for a new one.

    `name` is "" as long as the person has not typed one: then it is made of the rest.
    """

    kind: Kind = Kind.OPENAI
    base_url: str = USUAL_ADDRESS[Kind.OPENAI]
    model: str = ""
    api_key: str = ""
    file: str = ""
    context_tokens: str = ""
    name: str = ""
    instead_of: str = ""


def of_saved(saved: SavedConnection) -> Draft:
    """The draft that begins with what is saved."""
    usual = {address: kind for kind, address in USUAL_ADDRESS.items()}
    kind = Kind.FILE if saved.file else usual.get(saved.base_url.rstrip("/"), Kind.OTHER)
    return Draft(
        kind,
        saved.base_url,
        saved.model,
        saved.api_key,
        saved.file,
        "" if saved.context_tokens is None else str(saved.context_tokens),
        saved.name,
        saved.name,
    )


def of_kind(draft: Draft, kind: Kind) -> Draft:
    """The draft once something else is to serve it: an address that was typed stays.

    A key goes with its address: it is not handed to another one.
    """
    was_usual = draft.base_url in ("", *USUAL_ADDRESS.values())
    address = USUAL_ADDRESS.get(kind, "") if was_usual else draft.base_url
    key = draft.api_key if address == draft.base_url else ""
    return replace(draft, kind=kind, base_url=address, api_key=key)


def with_field(draft: Draft, field: Field, typed: str) -> Draft:
    """The draft once something else stands in a field."""
    return replace(draft, **{field: typed})


def name_of(draft: Draft) -> str:
    """The name that was typed, or else the model's, or else the file's."""
    if draft.name.strip():
        return draft.name.strip()
    if draft.kind is not Kind.FILE:
        return draft.model.strip()
    last = draft.file.strip().replace("\\", "/").rsplit("/", 1)[-1]
    return last[: -len(".gguf")] if last.lower().endswith(".gguf") else last


def connection(draft: Draft) -> SavedConnection | None:
    """What is to be saved or tried; None when the tokens are no number."""
    tokens = draft.context_tokens.strip().replace(",", "").replace(" ", "")
    if tokens and not (tokens.isascii() and tokens.isdigit()):
        return None
    count = int(tokens[:12]) if tokens else None
    if draft.kind is Kind.FILE:
        return SavedConnection(name_of(draft), file=draft.file.strip(), context_tokens=count)
    return SavedConnection(
        name_of(draft),
        draft.base_url.strip(),
        draft.model.strip(),
        draft.api_key.strip(),
        "",
        count,
    )


def reach(saved: SavedConnection) -> Reach:
    """Who reads along where that connection is used."""
    if saved.file:
        return Reach.HERE
    address = saved.base_url or USUAL_ADDRESS[Kind.OPENAI]
    host = host_of(address)
    if host is None:
        return Reach.UNKNOWN
    if is_loopback(host):
        return Reach.HERE
    return Reach.AWAY if address.lower().startswith("https:") else Reach.OPEN
