"""`cairn doctor`: is everything sound, how large is it, what is unfinished."""

import asyncio
import json
import platform
from argparse import Namespace
from dataclasses import asdict, replace
from importlib.metadata import version

from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.errors import CairnError
from graphs.session.host import SessionHost
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.upkeep import Report, examine

LIBRARIES = (
    "cairn-desktop",
    "langgraph",
    "langgraph-checkpoint-sqlite",
    "langchain",
    "langchain-openai",
    "xllamacpp",
    "SQLAlchemy",
    "PySide6_Essentials",
)


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("doctor", help="check the data folder and say what is in it")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="derive lists and transcripts anew from the checkpoints",
    )
    with_json(parser)
    parser.set_defaults(examine=run)


def run(arguments: Namespace, home: Home) -> ExitCode:
    """Print the report. The database is opened only to rebuild. Raises CairnError."""
    rebuilt, skipped = _rebuild(home) if arguments.rebuild else (None, ())
    report = examine(home)
    report = replace(report, problems=(*report.problems, *skipped))
    if arguments.json:
        print(json.dumps(_described(report, rebuilt), ensure_ascii=False))
    else:
        _print(report, rebuilt)
    return ExitCode.ERROR if report.problems else ExitCode.FINISHED


def _rebuild(home: Home) -> tuple[int, tuple[str, ...]]:
    library = Library.open(home)
    try:
        return asyncio.run(_rebuild_all(library))
    finally:
        library.close()


async def _rebuild_all(library: Library) -> tuple[int, tuple[str, ...]]:
    """How many messages were derived anew, and a sentence for each branch that could not be."""
    messages = 0
    skipped: list[str] = []
    host = await SessionHost.open(library, lambda _: None)
    try:
        for branch_id in await asyncio.to_thread(library.branch_ids):
            try:
                messages += await host.rebuild(branch_id)
            except CairnError as error:
                skipped.append(f"Branch {branch_id} was not rebuilt: {error.sentence}")
    finally:
        await host.close()
    return messages, tuple(skipped)


def _described(report: Report, rebuilt: int | None) -> dict[str, object]:
    return {
        "folder": str(report.folder),
        "problems": list(report.problems),
        "written_by": report.written_by,
        "schema_version": report.schema_version,
        "versions": _versions(report),
        "sizes": asdict(report.sizes),
        "counts": asdict(report.counts),
        "unfinished": [
            {"branch": turn.branch_id, "turn": turn.id, "status": turn.status.value}
            for turn in report.unfinished
        ],
        "newest_backup": str(report.newest_backup) if report.newest_backup else None,
        "free": report.free,
        "rebuilt_messages": rebuilt,
    }


def _versions(report: Report) -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "sqlite": report.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
    }


def _print(report: Report, rebuilt: int | None) -> None:
    print(f"Data folder   {report.folder}")
    for problem in report.problems:
        print(f"Problem       {problem}")
    if not report.problems:
        print("Integrity     ok")
    if report.written_by:
        print(f"Written by    Cairn {report.written_by}")
    print(f"Schema        {report.schema_version} of {report.newest_schema_version}")
    for name, size in asdict(report.sizes).items():
        print(f"{name.capitalize():<13} {size / 1e6:,.1f} MB")
    for name, count in asdict(report.counts).items():
        print(f"{name.capitalize():<13} {count:,}")
    print(f"Free          {report.free / 1e9:,.1f} GB")
    print(f"Newest copy   {report.newest_backup or 'none'}")
    for turn in report.unfinished:
        print(f"Unfinished    turn {turn.id} of branch {turn.branch_id}: {turn.status.value}")
    if rebuilt is not None:
        print(f"Rebuilt       {rebuilt:,} messages")
    for name, number in _versions(report).items():
        print(f"  {name} {number}")
