"""How the `cairn` command ends. Scripts rely on these; see the README."""

from enum import IntEnum

from graphs.errors import CairnError, InvalidText, NotFound, NothingToDo
from graphs.storage.records import TurnStatus


class ExitCode(IntEnum):
    """What the caller's shell gets."""

    FINISHED = 0
    ERROR = 1  # none of the others
    USAGE = 2
    WAITING = 3
    RESUMABLE = 4
    NOTHING = 5
    INTERRUPTED = 130  # by Ctrl+C; the turn is settled


def of_error(error: CairnError) -> ExitCode:
    """The exit code that says what kind of error ended the command."""
    match error:
        case NothingToDo():
            return ExitCode.NOTHING
        case NotFound() | InvalidText():
            return ExitCode.USAGE
        case CairnError(can_continue=True):
            return ExitCode.RESUMABLE
        case _:
            return ExitCode.ERROR


def of_turn(status: TurnStatus) -> ExitCode:
    """The exit code that says how a turn stands."""
    match status:
        case TurnStatus.WAITING:
            return ExitCode.WAITING
        case TurnStatus.FAILED | TurnStatus.RECORDED | TurnStatus.RUNNING:
            return ExitCode.RESUMABLE
        case TurnStatus.FINISHED | TurnStatus.STOPPED | TurnStatus.LEFT:
            return ExitCode.FINISHED
