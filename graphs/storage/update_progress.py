"""How far an update of the data folder is, and the way to end it early."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from graphs.errors import UpdateCancelled


class UpdateStage(Enum):
    """What an update is at, in this order."""

    WAITING = "waiting"
    """Another Cairn has the file, and may be updating it."""
    COPYING = "copying"
    CHECKING = "checking"
    CHANGING = "changing"


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """`share` is how much of its stage is done, 0 to 1; None where nobody can tell."""

    stage: UpdateStage
    share: float | None = None


Heed: TypeAlias = Callable[[UpdateProgress], bool]
"""Told of progress, several times a second; its answer is whether the update shall go on."""


def unheeded(_: UpdateProgress) -> bool:
    """Let every update go on."""
    return True


def go_on(heed: Heed, progress: UpdateProgress) -> None:
    """Tell the progress. Raises UpdateCancelled when that was enough."""
    if not heed(progress):
        raise cancelled()


def cancelled() -> UpdateCancelled:
    """The error that says somebody ended the update."""
    return UpdateCancelled(
        "The update of your data was cancelled.",
        "Nothing was changed: the Cairn that wrote them last can go on with them.",
    )
