"""The connections that the person saved in the settings file, and which of them is used.

    [connection]
    use = "Work"

    [connections."Work"]
    base_url = "https://example.com/v1"
    api_key = "…"
    model = "large"

A table `[connection]` may instead describe the one connection there is. It is read as one that is
saved under its model's name, and written as above when something is changed.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from graphs.errors import ModelUnavailable
from graphs.storage import settings_file

BUILT_IN: Final = ""
"""The name under which the built-in model is used."""

_DESCRIBED: Final = ("base_url", "api_key", "model", "file", "context_tokens")


@dataclass(frozen=True, slots=True)
class SavedConnection:
    """A connection under a name, as it was typed.

    Either `model` at `base_url` ("" for OpenAI's), with `api_key` if it wants one, or the model
    `file` on this machine. `context_tokens` is None when nobody said.
    """

    name: str
    base_url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)
    file: str = ""
    context_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Connections:
    """What is saved, in the file's order, and the name of the one that is used.

    `fixed` says in a sentence why none can be chosen here; "" when it can. `built_in` is what the
    built-in model is called.
    """

    saved: tuple[SavedConnection, ...] = ()
    used: str = BUILT_IN
    fixed: str = ""
    built_in: str = ""

    def named(self, name: str) -> SavedConnection | None:
        """The connection saved under that name."""
        return next((one for one in self.saved if one.name == name), None)


def read(settings: Path) -> Connections:
    """What the file says. Raises ModelUnavailable when it cannot be used."""
    with _usable(settings):
        now = settings_file.table(settings, "connection", {"use", *_DESCRIBED})
        every = settings_file.table(settings, "connections", None) or {}
        saved = tuple(_saved(name, found) for name, found in every.items())
        if now is None:
            return Connections(saved)
        used = settings_file.text("connection", now, "use")
        if now.keys() <= {"use"}:
            return Connections(saved, used)
        if "use" in now:
            raise settings_file.Unusable("[connection] names a connection and describes one")
        own = _described("connection", "", now)
        name = free_name(own.model, [one.name for one in saved])
        return Connections((_described("connection", name, now), *saved), name)


def save(settings: Path, connection: SavedConnection, instead_of: str = "") -> None:
    """Save a connection, in the place of the one called `instead_of` unless that is "".

    One that is used stays used, whatever its new name. Raises ModelUnavailable, HomeError.
    """
    with _changing(settings) as (now, every):
        if instead_of and instead_of in every:
            before = every.pop(instead_of)
            if now.get("use") == instead_of:
                now["use"] = connection.name
        else:
            before = _table()
        for key, value in asdict(connection).items():
            if key == "name":
                continue
            if value:
                before[key] = value
            elif key in before:
                del before[key]
        every[connection.name] = before


def remove(settings: Path, name: str) -> None:
    """Forget a connection; after the one that is used, the built-in model is.

    Raises ModelUnavailable, HomeError.
    """
    with _changing(settings) as (now, every):
        every.pop(name, None)
        if now.get("use") == name:
            now["use"] = BUILT_IN


def use(settings: Path, name: str) -> None:
    """Use the connection of that name from now on. Raises ModelUnavailable, HomeError."""
    with _changing(settings) as (now, every):
        if name not in (BUILT_IN, *every):
            raise unknown(name)
        now["use"] = name


def unknown(name: str) -> ModelUnavailable:
    """The error that says nothing is saved under a name."""
    return ModelUnavailable(
        f"No model is saved under the name {name}.", "Choose another one in Settings > Models."
    )


@contextmanager
def _changing(settings: Path) -> Generator[tuple[Any, Any]]:
    """The tables `[connection]` and `[connections]`, to be changed in the block."""
    before = read(settings)
    with _usable(settings), settings_file.changing(settings) as document:
        yield _in_new_shape(document, before)


def _in_new_shape(document: Any, before: Connections) -> tuple[Any, Any]:
    """`[connection]` with nothing but `use`, and `[connections]` with all the others."""
    if "connection" not in document:
        document["connection"] = _table()
    if "connections" not in document:
        document["connections"] = _table(is_super_table=True)
    now, every = document["connection"], document["connections"]
    described = [key for key in _DESCRIBED if key in now]
    if described:
        every[before.used] = _table()
        for key in described:
            every[before.used][key] = now.pop(key)
        now["use"] = before.used
    return now, every


def _table(is_super_table: bool = False) -> Any:
    import tomlkit

    return tomlkit.table(is_super_table)


def _saved(name: str, found: object) -> SavedConnection:
    where = f'connections."{name}"'
    return _described(where, name, settings_file.checked(where, found, _DESCRIBED))


def _described(where: str, name: str, found: Mapping[str, Any]) -> SavedConnection:
    return SavedConnection(
        name,
        settings_file.text(where, found, "base_url"),
        settings_file.text(where, found, "model"),
        settings_file.text(where, found, "api_key"),
        settings_file.text(where, found, "file"),
        _tokens(where, found),
    )


def _tokens(where: str, found: Mapping[str, Any]) -> int | None:
    value = found.get("context_tokens")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise settings_file.Unusable(f"context_tokens in [{where}] is not a whole number above 0")
    return value


def free_name(wished: str, taken: Sequence[str]) -> str:
    """That name, or one like it where it is taken."""
    name = wished or "My model"
    number = 2
    while name in taken:
        name = f"{wished} ({number})"
        number += 1
    return name


@contextmanager
def _usable(settings: Path) -> Generator[None]:
    try:
        yield
    except settings_file.Unusable as error:
        raise ModelUnavailable(
            f"The settings file {settings} cannot be used: {error.reason}.",
            "Correct it, or move it away to use the built-in model.",
        ) from error
