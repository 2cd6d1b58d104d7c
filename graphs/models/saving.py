"""Changing what is saved and chosen of models, with everything looked at first."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from graphs.errors import InvalidConnection, ModelUnavailable
from graphs.models import connections, saved_connections
from graphs.models.connection_faults import faults
from graphs.models.model_files import own_model
from graphs.models.saved_connections import Connections, SavedConnection


def known(settings: Path, environ: Mapping[str, str]) -> Connections:
    """What is saved, and whether it can be chosen of. Raises ModelUnavailable."""
    found = saved_connections.read(settings)
    return replace(found, fixed=connections.fixed(environ), built_in=connections.built_in().name)


def check(connection: SavedConnection, taken: Collection[str] = ()) -> None:
    """Look at everything that was typed, and at the head of the file if it names one.

    `taken` are the names of others. Raises InvalidConnection.
    """
    found = faults(connection, [connections.built_in().name, *taken])
    if connection.file and "file" not in found:
        path = Path(connection.file).expanduser()
        try:
            if not path.is_absolute():
                raise ModelUnavailable("Write the whole path of the file.")
            own_model(path, connection.name, connection.context_tokens)
        except ModelUnavailable as error:
            found["file"] = str(error)
    if found:
        raise InvalidConnection(
            "This cannot be saved yet.", "What is wrong stands beside each field.", found
        )


def save(settings: Path, connection: SavedConnection, instead_of: str = "") -> None:
    """Save a connection, in the place of the one of that name unless it is "".

    Raises InvalidConnection, ModelUnavailable, HomeError; nothing is changed then.
    """
    others = saved_connections.read(settings).saved
    check(connection, [one.name for one in others if one.name != instead_of])
    saved_connections.save(settings, connection, instead_of)


def bring_back(settings: Path, connection: SavedConnection) -> str:
    """Save one that was removed as it was, even if it could not be typed like that; its name.

    That is another one when its own was given away since. Raises ModelUnavailable, HomeError.
    """
    others = [one.name for one in saved_connections.read(settings).saved]
    name = saved_connections.free_name(connection.name, others)
    saved_connections.save(settings, replace(connection, name=name))
    return name


def use(settings: Path, environ: Mapping[str, str], name: str) -> None:
    """Use what is saved under that name, or the built-in model for "", from the next run on.

    Raises ModelUnavailable, HomeError.
    """
    if fixed := connections.fixed(environ):
        raise ModelUnavailable(fixed, "Start Cairn without it to choose here.")
    saved_connections.use(settings, name)
