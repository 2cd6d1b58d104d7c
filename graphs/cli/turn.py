"""Running one turn from the command line: what `send`, `resume`, `decide`, `fork` share."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from graphs.cli.action_text import described, question, story
from graphs.cli.exit_codes import ExitCode, of_turn
from graphs.cli.target import Target
from graphs.cli.terminal import harmless, plain
from graphs.errors import ActionError, CairnError, InvalidArguments, NotFound
from graphs.session.events import (
    ActionFinished,
    ActionStarted,
    Event,
    ModelLoading,
    StepSaved,
    TextDelta,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
)
from graphs.session.host import SessionHost
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus

STOP_SECONDS = 5.0
"""How long Ctrl+C lets a turn settle; what another process runs is left to it."""


@dataclass(slots=True)
class Screen:
    """Shows a turn as it happens: the answer on stdout, all else on stderr.

    With `quiet` the answer is only gathered.
    """

    quiet: bool
    failure: TurnFailed | None = None
    texts: list[str] = field(default_factory=list[str])
    results: list[str] = field(default_factory=list[str])
    finished: bool = False
    _open: str = ""

    def show(self, event: Event) -> None:
        """Take the next event of the turn."""
        match event:
            case TextDelta(message_id=message_id, text=text) if not self.quiet:
                if self._open not in ("", message_id):
                    self._print("\n\n")
                self._open = message_id
                self._print(harmless(text))
            case StepSaved(messages=messages):
                self.texts += [m.text for m in messages if m.role == "assistant" and m.text]
                self.results += [m.text for m in messages if m.role == "tool"]
            case TurnFinished():
                self.finished = True
            case ModelLoading(model=model):
                _remark(f"Loading {model}…")
            case TurnRetrying(reason=reason, seconds=seconds):
                _remark(f"{reason} Trying again in {seconds:.0f} s.")
            case ActionStarted(action=action):
                _remark(f"{plain(action.preview.title)} …")
            case ActionFinished(action=action):
                _remark(f"{plain(action.preview.title)}: {plain(story(action))}")
            case TurnFailed():
                self.failure = event
            case _:
                pass

    def _print(self, text: str) -> None:
        """Say it, unless nobody reads any more: the turn goes on and is kept all the same."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            self.quiet = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    @property
    def answer(self) -> str:
        """What was said; of a turn that only called a tool, the tool's result."""
        said = self.texts or (self.results if self.finished else [])
        return "\n\n".join(said)

    def end(self) -> None:
        """Close the last line of the answer, and say why the turn failed."""
        if self._open:
            self._print("\n")
        elif self.answer and not self.quiet:
            self._print(f"{harmless(self.answer)}\n")
        if self.failure is not None:
            _remark(f"{self.failure.sentence} {self.failure.hint}".strip())


def run(
    library: Library,
    target: Target,
    work: Callable[[SessionHost], Awaitable[TurnStatus]],
    as_json: bool,
    action_id: str = "",
) -> ExitCode:
    """Say where, run `work` on a host, show its turn, and say what waits in it then.

    Raises as run_in.
    """
    _remark(target.shown_id)
    return run_in(library, target.conversation.id, target.branch.id, work, as_json, action_id)


def run_in(
    library: Library,
    conversation_id: str,
    branch_id: str,
    work: Callable[[SessionHost], Awaitable[TurnStatus]],
    as_json: bool,
    action_id: str = "",
) -> ExitCode:
    """Run `work` on a host, show its turn, and say what waits in it then.

    The branch is there when `work` is done. Ctrl+C stops the turn and keeps what was said. With
    `as_json` an object is printed, also of an ActionError; it tells of the action `action_id` if
    there is one. Raises CairnError.
    """
    screen = Screen(quiet=as_json)

    def told(error: CairnError | None = None) -> None:
        if as_json:
            about = {"conversation": conversation_id, "branch": branch_id}
            _say(about | _described(library, branch_id, screen, action_id, error))

    try:
        status = asyncio.run(_work(library, branch_id, work, screen))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except ActionError as error:
        told(error)
        raise
    finally:
        screen.end()
    told()
    return of_turn(status)


async def _work(
    library: Library,
    branch_id: str,
    work: Callable[[SessionHost], Awaitable[TurnStatus]],
    screen: Screen,
) -> TurnStatus:
    host = await SessionHost.open(library, screen.show)
    try:
        turn = asyncio.ensure_future(work(host))
        try:
            status = await asyncio.shield(turn)
        except asyncio.CancelledError:
            try:
                await host.stop(branch_id)
            except NotFound:  # its branch is not made yet
                turn.cancel()
            await asyncio.wait([turn], timeout=STOP_SECONDS)
            raise
        if status is TurnStatus.WAITING:
            await _ask(host, await asyncio.to_thread(library.waiting_in, branch_id))
        return status
    finally:
        await host.close()


async def _ask(host: SessionHost, waiting: list[Action]) -> None:
    """Say what waits, what can be checked of it, and the command that decides it."""
    _remark("This waits for you:")
    for action in waiting:
        _remark("\n".join(question(action)))
        if action.status is ActionStatus.UNKNOWN:
            for sentence in await host.evidence(action.id):
                _remark(f"  {plain(sentence)}")


def _described(
    library: Library,
    branch_id: str,
    screen: Screen,
    action_id: str,
    error: CairnError | None,
) -> dict[str, object]:
    failure = error or screen.failure
    turn = library.newest_turn(branch_id)
    told: dict[str, object] = {
        "turn": turn.id if turn else None,
        "status": turn.status.value if turn else None,
        "text": screen.answer,
        "error": failure.sentence if failure else None,
        "hint": failure.hint if failure else None,
    }
    if isinstance(error, InvalidArguments):
        told["fields"] = error.fields
    if action_id:
        told["action"] = described(library.action(action_id))
    return told


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def _remark(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
