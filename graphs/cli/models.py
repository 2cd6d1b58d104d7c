"""`cairn models`: the models there are to choose from, and which is used."""

import argparse
import asyncio
import json
import os
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.errors import InvalidConnection, NotFound
from graphs.models import connections, saved_connections, saving
from graphs.models.saved_connections import BUILT_IN, Connections, SavedConnection
from graphs.storage.library import Library

_OPTIONS = {
    "name": "NAME",
    "base_url": "--url",
    "model": "--model",
    "api_key": "--key-variable",
    "file": "--file",
    "context_tokens": "--context-tokens",
}


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("models", help="list, add, try and choose models")
    with_json(parser)
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(metavar="add | use | try | remove")
    adding = verbs.add_parser("add", help="save a model under a name, or save it anew")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--url", default="", help="where an OpenAI-compatible server serves it")
    adding.add_argument("--model", default="", help="what that server calls it")
    adding.add_argument(
        "--key-variable", metavar="VARIABLE", default="", help="what holds the server's key"
    )
    adding.add_argument("--file", default="", help="a model file (.gguf) on this machine instead")
    adding.add_argument("--context-tokens", type=int, help="how much it reads, if that is known")
    adding.set_defaults(run=run_add)
    using = verbs.add_parser("use", help="use it from the next message on")
    using.set_defaults(run=run_use)
    trying = verbs.add_parser("try", help="ask it something short")
    trying.set_defaults(run=run_try)
    removing = verbs.add_parser("remove", help="forget it, and its key")
    removing.set_defaults(run=run_remove)
    for verb in (using, trying, removing):
        verb.add_argument("name", metavar="NAME", help="as `cairn models` lists it")
    for verb in verbs.choices.values():
        with_json(verb, default=argparse.SUPPRESS)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the models. Raises ModelUnavailable for settings that cannot be used."""
    _print(arguments, library)
    return ExitCode.FINISHED


def run_add(arguments: Namespace, library: Library) -> ExitCode:
    """Save a model. Raises ModelUnavailable, HomeError, NotFound, InvalidConnection."""
    key = os.environ.get(arguments.key_variable, "") if arguments.key_variable else ""
    if arguments.key_variable and not key.strip():
        raise NotFound(f"{arguments.key_variable} is not set, so there is no key.", "Set it.")
    new = SavedConnection(
        arguments.name.strip(),
        arguments.url.strip(),
        arguments.model.strip(),
        key.strip(),
        str(Path(arguments.file).expanduser().absolute()) if arguments.file else "",
        arguments.context_tokens,
    )
    settings = library.home.settings
    before = saved_connections.read(settings).named(new.name)
    try:
        saving.save(settings, new, before.name if before else "")
    except InvalidConnection as error:
        for field, sentence in error.fields.items():
            print(f"{_OPTIONS[field]}: {plain(sentence)}", file=sys.stderr)
        return ExitCode.USAGE
    _print(arguments, library)
    return ExitCode.FINISHED


def run_use(arguments: Namespace, library: Library) -> ExitCode:
    """Choose a model. Raises NotFound, ModelUnavailable, HomeError."""
    saving.use(library.home.settings, os.environ, _named(arguments, library))
    _print(arguments, library)
    return ExitCode.FINISHED


def run_remove(arguments: Namespace, library: Library) -> ExitCode:
    """Forget a model. Raises NotFound, ModelUnavailable, HomeError."""
    name = _named(arguments, library)
    if name == BUILT_IN:
        raise NotFound("The built-in model cannot be removed.", "Use another one instead.")
    saved_connections.remove(library.home.settings, name)
    _print(arguments, library)
    return ExitCode.FINISHED


def run_try(arguments: Namespace, library: Library) -> ExitCode:
    """Ask a model something short. Raises NotFound, ModelError, InvalidConnection."""
    name = _named(arguments, library)
    tried = asyncio.run(_tried(library, name))
    if arguments.json:
        print(json.dumps(tried, ensure_ascii=False))
    else:
        print(plain(tried["answer"]))
        print(
            f"It answered in {tried['seconds']:.1f} s, reads {tried['context_tokens']:,} tokens, "
            f"and is given tools: {tried['tools']}.",
            file=sys.stderr,
        )
    return ExitCode.FINISHED


async def _tried(library: Library, name: str) -> dict[str, Any]:
    from graphs.session.host import SessionHost

    host = await SessionHost.open(library, lambda _: None)
    try:
        saved = saved_connections.read(library.home.settings).named(name)
        return asdict(await host.try_connection(saved))
    finally:
        await host.close()


def _named(arguments: Namespace, library: Library) -> str:
    """The name as it is saved, BUILT_IN for the built-in model. Raises NotFound."""
    if arguments.name in ("built-in", connections.built_in().name):
        return BUILT_IN
    known = saved_connections.read(library.home.settings)
    if known.named(arguments.name) is None:
        raise NotFound(f"There is no model called {arguments.name}.", "`cairn models` lists them.")
    return arguments.name


def _print(arguments: Namespace, library: Library) -> None:
    known = saving.known(library.home.settings, os.environ)
    rows = [_row(one, known) for one in known.saved]
    own = connections.built_in()
    rows.insert(
        0,
        {
            "name": own.name,
            "built_in": True,
            "url": "",
            "model": own.model,
            "file": "",
            "context_tokens": own.context_tokens,
            "has_key": False,
            "used": known.used == BUILT_IN and not known.fixed,
        },
    )
    if arguments.json:
        print(json.dumps({"models": rows, "fixed": known.fixed}, ensure_ascii=False))
        return
    for row in rows:
        where = "built in" if row["built_in"] else row["file"] or f"{row['model']} at {row['url']}"
        print(f"{'*' if row['used'] else ' '} {plain(row['name'])}  ({plain(where)})")
    if known.fixed:
        print(known.fixed, file=sys.stderr)


def _row(one: SavedConnection, known: Connections) -> dict[str, Any]:
    return {
        "name": one.name,
        "built_in": False,
        "url": one.base_url,
        "model": one.model,
        "file": one.file,
        "context_tokens": one.context_tokens,
        "has_key": bool(one.api_key),
        "used": known.used == one.name and not known.fixed,
    }
