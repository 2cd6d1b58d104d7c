"""Running one turn from the command line: what `send` and `resume` share."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from graphs.cli.exit_codes import ExitCode, of_turn
from graphs.session.events import (
    Event,
    ModelLoading,
    StepSaved,
    TextDelta,
    TurnFailed,
    TurnRetrying,
)
from graphs.session.host import SessionHost
from graphs.storage.library import Library
from graphs.storage.records import Conversation, TurnStatus


@dataclass(slots=True)
class Screen:
    """Shows a turn as it happens: the answer on stdout, all else on stderr.

    With `quiet` the answer is only gathered.
    """

    quiet: bool
    failure: TurnFailed | None = None
    texts: list[str] = field(default_factory=list[str])
    _open: str = ""

    def show(self, event: Event) -> None:
        """Take the next event of the turn."""
        match event:
            case TextDelta(message_id=message_id, text=text) if not self.quiet:
                if self._open not in ("", message_id):
                    self._print("\n\n")
                self._open = message_id
                self._print(text)
            case StepSaved(messages=messages):
                self.texts += [m.text for m in messages if m.role == "assistant" and m.text]
            case ModelLoading(model=model):
                _remark(f"Loading {model}…")
            case TurnRetrying(reason=reason, seconds=seconds):
                _remark(f"{reason} Trying again in {seconds:.0f} s.")
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

    def end(self) -> None:
        """Close the last line of the answer, and say why the turn failed."""
        if self._open:
            self._print("\n")
        if self.failure is not None:
            _remark(f"{self.failure.sentence} {self.failure.hint}".strip())


def run(
    library: Library,
    conversation: Conversation,
    work: Callable[[SessionHost], Awaitable[TurnStatus]],
    as_json: bool,
) -> ExitCode:
    """Run `work` on a host and show its turn. Ctrl+C stops the turn and keeps what was said."""
    screen = Screen(quiet=as_json)
    _remark(conversation.id)
    try:
        status = asyncio.run(_work(library, conversation.branch_id, work, screen))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    finally:
        screen.end()
    if as_json:
        sys.stdout.write(_described(library, conversation, status, screen) + "\n")
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
            return await asyncio.shield(turn)
        except asyncio.CancelledError:
            await host.stop(branch_id)
            await asyncio.wait([turn])
            raise
    finally:
        await host.close()


def _described(
    library: Library, conversation: Conversation, status: TurnStatus, screen: Screen
) -> str:
    failure = screen.failure
    turn = library.newest_turn(conversation.branch_id)
    return json.dumps(
        {
            "conversation": conversation.id,
            "turn": turn.id if turn else None,
            "status": status.value,
            "text": "\n\n".join(screen.texts),
            "error": failure.sentence if failure else None,
            "hint": failure.hint if failure else None,
        },
        ensure_ascii=False,
    )


def _remark(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
