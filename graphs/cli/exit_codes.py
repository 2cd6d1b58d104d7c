"""How the `cairn` command ends. Scripts rely on these; see the README."""

from enum import IntEnum

from graphs.errors import (
    ActionChanged,
    AlreadyDecided,
    CairnError,
    InvalidArguments,
    InvalidCase,
    InvalidConnection,
    InvalidText,
    NotFound,
    NothingToDo,
)
from graphs.storage.records import TurnStatus


class ExitCode(IntEnum):
    """What the caller's shell gets."""

    FINISHED = 0
    ERROR = 1  # none of the others
    USAGE = 2
    WAITING = 3
    RESUMABLE = 4
    NOTHING = 5
    DECIDED = 6  # the action was decided before, or is not one for this decision: nothing was done
    CHANGED = 7  # what the action would do has changed: nothing was done, look and decide anew
    INTERRUPTED = 130  # by Ctrl+C; the turn is settled


def of_error(error: CairnError) -> ExitCode:
    """The exit code that says what kind of error ended the command."""
    match error:
        case NothingToDo():
            return ExitCode.NOTHING
        case NotFound() | InvalidText() | InvalidArguments() | InvalidCase() | InvalidConnection():
            return ExitCode.USAGE
        case AlreadyDecided():
            return ExitCode.DECIDED
        case ActionChanged():
            return ExitCode.CHANGED
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
