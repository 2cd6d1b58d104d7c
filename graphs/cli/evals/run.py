"""`cairn eval run`: replay a suite, and end with 1 where it has become worse."""

import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graphs.cli.evals import target, told
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.errors import CairnError
from graphs.evals import candidate_text
from graphs.session.events import Event, RunChanged
from graphs.storage.eval_records import RunPlan, RunStatus
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "run",
        help="replay a suite; ends with 1 where it has become worse",
        description="Replay a suite against candidates. Ends with 1 when one passes more seldom "
        "than the baseline by more than chance, or than --min-pass.",
    )
    parser.add_argument(
        "suite", metavar="SUITE", nargs="?", default="main", help="name, id, or a suite's file"
    )
    parser.add_argument(
        "--candidate",
        metavar="NAME=VALUE,…",
        action="append",
        default=[],
        help=f"what is tried; unless given, what is used now. Names are {candidate_text.KEYS}",
    )
    parser.add_argument("--repeat", metavar="N", type=_count, default=1, help="attempts a case")
    parser.add_argument("--parallel", metavar="N", type=_count, default=1, help="so many at once")
    parser.add_argument("--seconds", metavar="S", type=float, default=300.0, help="for an attempt")
    parser.add_argument("--judge", metavar="NAME=VALUE,…", help="unless given, what is used now")
    parser.add_argument("--name", default="", help="what the run is called")
    parser.add_argument("--min-pass", metavar="SHARE", type=_share, help="as in 0.9")
    parser.add_argument("--resume", metavar="RUN", help="go on with a run that was broken off")
    told.with_files(parser)
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Run it, print the report, and judge it. Raises CairnError."""
    from graphs.evals import report, report_json, whole_runs

    with _library_of(arguments.suite, library) as (own, suite_id):
        left = target.run(own, arguments.resume) if arguments.resume else None
        if left is not None:
            suite_id = left.plan.suite_id
        held = told.baseline(arguments, library, suite_id, but=left.id if left else "")
        work = left.id if left else _plan(arguments, suite_id)
        try:
            done = whole_runs.run_through(own, library.home, work, _Progress().show)
        except KeyboardInterrupt:
            return ExitCode.INTERRUPTED
        made = report.report_of(own, done.id, held)
        told.write(arguments, own, made)
    if arguments.json:
        print(json.dumps(report_json.as_object(made), ensure_ascii=False))
    else:
        print("\n".join(told.lines(made)))
    if done.status is not RunStatus.FINISHED:
        way = "" if Path(arguments.suite).is_file() else f"Go on with: --resume {done.id}"
        print(f"{done.sentence} {way}".strip(), file=sys.stderr)
        return ExitCode.RESUMABLE
    if held is not None and not made.compared:
        raise CairnError(
            "No case of this run is in the baseline with the same text.",
            "The cases have changed: make a new baseline of a run that is good.",
        )
    too_low = arguments.min_pass is not None and any(
        one.rate < arguments.min_pass for one in made.candidates
    )
    worse = held is not None and any(one.alarm for one in made.candidates)
    return ExitCode.ERROR if too_low or worse else ExitCode.FINISHED


def _plan(arguments: Namespace, suite_id: str) -> RunPlan:
    tried = tuple(candidate_text.parsed(typed) for typed in arguments.candidate or [""])
    return RunPlan(
        suite_id=suite_id,
        candidates=tried,
        repeat=arguments.repeat,
        parallel=arguments.parallel,
        seconds=arguments.seconds,
        judge=candidate_text.parsed(arguments.judge) if arguments.judge else None,
        name=arguments.name,
    )


@contextmanager
def _library_of(suite: str, library: Library) -> Generator[tuple[Library, str]]:
    """The library that has the suite, and its id: for a file, one that is gone afterwards."""
    from graphs.evals import files, whole_runs

    if not Path(suite).is_file():
        yield library, target.suite(library, suite).id
        return
    with whole_runs.library_of(files.text_of(Path(suite)), Path(suite).stem) as found:
        yield found


class _Progress:
    """How a run gets on, in one line of stderr."""

    def show(self, event: Event) -> None:
        """Take the next event."""
        if isinstance(event, RunChanged) and sys.stderr.isatty():
            end = "\n" if event.run.status is not RunStatus.RUNNING else ""
            print(f"\r{event.run.done} of {event.run.total}", end=end, file=sys.stderr, flush=True)


def _count(typed: str) -> int:
    if not typed.isdecimal() or int(typed) < 1:
        raise ArgumentTypeError("this has to be 1 or more")
    return int(typed)


def _share(typed: str) -> float:
    try:
        share = float(typed)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ArgumentTypeError("this has to be between 0 and 1, as in 0.9")
    return share
