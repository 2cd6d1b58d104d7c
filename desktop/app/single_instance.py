"""One window a data folder. A second start brings the first one forward.

The lock is the operating system's own: it goes with the process, however that ends.
"""

import logging
import time
from typing import Final

from PySide6.QtCore import QCryptographicHash, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.app.file_lock import FileLock, Taken
from graphs import Home

RAISE: Final = b"raise\n"
_PATIENCE_S = 3.0
_WAIT_MS = 500

log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another window has the data folder; it was asked to come forward."""


class SingleInstance(QObject):
    """Holds the data folder's window lock and listens for later starts.

    Raises AlreadyRunning, and OSError when the lock's folder cannot be written.

    Signals:
        raised: another start wants this window in front.
    """

    raised = Signal()

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._lock = _claim(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(_address(home))
        if not self._server.listen(_address(home)):
            log.warning("a second start cannot reach us: %s", self._server.errorString())

    def close(self) -> None:
        """Let the next start be the one."""
        self._server.close()
        self._lock.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_words)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._heed(socket)

    @Slot()
    def _on_words(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._heed(socket)

    def _heed(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) == RAISE:
            self.raised.emit()
        socket.disconnectFromServer()


def _claim(home: Home) -> FileLock:
    home.locks.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return FileLock(home.locks / "window.lock")
        except Taken as error:
            # It may be just starting or just ending: knock until it answers or is gone.
            if _ask_to_raise(home) or time.monotonic() > until:
                raise AlreadyRunning from error
            time.sleep(0.05)


def _address(home: Home) -> str:
    folder = str(home.folder.resolve()).encode()
    digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256)
    return f"cairn-{bytes(digest.toHex().data()).decode()[:24]}"


def _ask_to_raise(home: Home) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_address(home))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(RAISE)
    return socket.waitForBytesWritten(_WAIT_MS)
