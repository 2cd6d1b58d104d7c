"""Errors that nobody expected: into the log, and before the person with "Copy details".

Details say where and what kind. They leave out an error's own words, which may quote a message
or a secret.
"""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from graphs import CairnError

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the person is told. `details` is empty when there is nothing more to know."""

    sentence: str
    hint: str = ""
    details: str = ""


def details(error: BaseException) -> str:
    """Versions, kinds of error and the lines of code they passed; none of their words."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join((_versions(), *(_one(link) for link in reversed(chain))))


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ErrorsViewModel(QObject):
    """The newest trouble, until it is put away."""

    changed = Signal()
    _reported = Signal(object)

    def __init__(self, known: Callable[[], str] = str) -> None:
        """`known` says in a sentence what would explain any error now; "" for nothing."""
        super().__init__()
        self._known = known
        self._trouble: Trouble | None = None
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._trouble is not None

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._trouble.sentence if self._trouble else ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._trouble.hint if self._trouble else ""

    @Property(bool, notify=changed)
    def hasDetails(self) -> bool:
        return self._trouble is not None and self._trouble.details != ""

    @Slot()
    def copyDetails(self) -> None:
        """Put the details on the clipboard."""
        if self._trouble is not None:
            QGuiApplication.clipboard().setText(self._trouble.details)

    @Slot()
    def dismiss(self) -> None:
        """Put the trouble away."""
        self._show(None)

    @Slot(str, str)
    def tell(self, sentence: str, hint: str) -> None:
        """Show what could not be done."""
        self._show(Trouble(sentence, hint))

    def report(self, error: BaseException) -> None:
        """Log `error` and show it. From any thread."""
        if isinstance(error, CairnError):
            log.warning("%s", error.sentence)
            self._reported.emit(Trouble(error.sentence, error.hint))
            return
        found = details(error)
        log.error("unexpected error\n%s", found)
        if known := self._known():
            self._reported.emit(Trouble(known, details=found))
            return
        self._reported.emit(
            Trouble(
                self.tr("Something went wrong that Cairn did not expect."),
                self.tr(
                    "What was saved is safe. If it happens again, the details help to find it."
                ),
                found,
            )
        )

    def watch(self) -> None:
        """Take what escapes every other net: uncaught errors of all threads."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self.report(error.with_traceback(trace))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    @Slot(object)
    def _show(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self.changed.emit()


def _versions() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("cairn-desktop")
    except PackageNotFoundError:
        ours = "from source"
    return (
        f"Cairn {ours}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )


def _one(error: BaseException) -> str:
    kind = type(error)
    frames = "".join(
        f"  {frame.filename}:{frame.lineno} in {frame.name}\n"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    return f"{kind.__module__}.{kind.__qualname__}\n{frames}".rstrip()
