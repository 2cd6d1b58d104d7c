"""Cairn without its window: what the desktop app and the command line may use.

Names are imported when they are first asked for, so that `import graphs` costs nothing and pulls
in neither LangGraph nor SQLAlchemy. A test pins `__all__`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphs.errors import (
        BranchBusy,
        CairnError,
        DatabaseDamaged,
        DatabaseTooNew,
        DiskFull,
        HomeError,
        HomeReadOnly,
        InvalidText,
        ModelError,
        NotFound,
        NothingToDo,
    )
    from graphs.session.events import (
        ActionFinished,
        ActionStarted,
        ConversationTitled,
        Event,
        ModelLoading,
        ModelState,
        ModelStateChanged,
        StepSaved,
        TextDelta,
        TurnEvent,
        TurnFailed,
        TurnFinished,
        TurnRetrying,
        TurnStarted,
        TurnStopped,
    )
    from graphs.session.host import SessionHost
    from graphs.storage.home import Home
    from graphs.storage.library import Library
    from graphs.storage.records import (
        Conversation,
        ConversationStatus,
        Message,
        ToolCall,
        Transcript,
        Turn,
        TurnStatus,
    )

__all__ = [
    "ActionFinished",
    "ActionStarted",
    "BranchBusy",
    "CairnError",
    "Conversation",
    "ConversationStatus",
    "ConversationTitled",
    "DatabaseDamaged",
    "DatabaseTooNew",
    "DiskFull",
    "Event",
    "Home",
    "HomeError",
    "HomeReadOnly",
    "InvalidText",
    "Library",
    "Message",
    "ModelError",
    "ModelLoading",
    "ModelState",
    "ModelStateChanged",
    "NotFound",
    "NothingToDo",
    "SessionHost",
    "StepSaved",
    "TextDelta",
    "ToolCall",
    "Transcript",
    "Turn",
    "TurnEvent",
    "TurnFailed",
    "TurnFinished",
    "TurnRetrying",
    "TurnStarted",
    "TurnStatus",
    "TurnStopped",
]

_NAMES_OF = {
    "graphs.errors": (
        "BranchBusy",
        "CairnError",
        "DatabaseDamaged",
        "DatabaseTooNew",
        "DiskFull",
        "HomeError",
        "HomeReadOnly",
        "InvalidText",
        "ModelError",
        "NotFound",
        "NothingToDo",
    ),
    "graphs.session.events": (
        "ActionFinished",
        "ActionStarted",
        "ConversationTitled",
        "Event",
        "ModelLoading",
        "ModelState",
        "ModelStateChanged",
        "StepSaved",
        "TextDelta",
        "TurnEvent",
        "TurnFailed",
        "TurnFinished",
        "TurnRetrying",
        "TurnStarted",
        "TurnStopped",
    ),
    "graphs.session.host": ("SessionHost",),
    "graphs.storage.home": ("Home",),
    "graphs.storage.library": ("Library",),
    "graphs.storage.records": (
        "Conversation",
        "ConversationStatus",
        "Message",
        "ToolCall",
        "Transcript",
        "Turn",
        "TurnStatus",
    ),
}
_MODULE_OF = {name: module for module, names in _NAMES_OF.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'graphs' has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)
