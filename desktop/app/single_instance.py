"""One window a data folder. A second start hands what it was started with to the first one.

The lock is the operating system's own: it goes with the process, however that ends.
"""

import logging
import os
import time
from typing import Final

from PySide6.QtCore import QCryptographicHash, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.app.arguments import Arguments, as_line, from_line
from desktop.app.file_lock import FileLock, Taken
from graphs import Home

LONGEST_LINE: Final = 4_000_000
_TOKENS: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_PATIENCE_S = 3.0
_WAIT_MS = 500

log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another window has the data folder; it was told what this one was started with."""


class SingleInstance(QObject):
    """Holds the data folder's window lock and listens for later starts.

    Raises AlreadyRunning, and OSError when the lock's folder cannot be written.

    Signals:
        called: the Arguments of another start.
    """

    called = Signal(object)

    def __init__(self, home: Home, arguments: Arguments = Arguments()) -> None:  # noqa: B008 - frozen
        super().__init__()
        self._lock = _claim(home, arguments)
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
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_LINE:
                socket.abort()
            return
        told = from_line(bytes(socket.readLine(LONGEST_LINE).data()))
        socket.disconnectFromServer()
        if told is None:
            log.warning("a second start said nothing that we know")
            return
        arguments, token = told
        if token:
            # Wayland lets nobody come forward without one; Qt takes it from here.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.called.emit(arguments)


def _claim(home: Home, arguments: Arguments) -> FileLock:
    home.locks.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return FileLock(home.locks / "window.lock")
        except Taken as error:
            # It may be just starting or just ending: knock until it answers or is gone.
            if _tell(home, arguments) or time.monotonic() > until:
                raise AlreadyRunning from error
            time.sleep(0.05)


def _address(home: Home) -> str:
    folder = str(home.folder.resolve()).encode()
    digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256)
    return f"cairn-{bytes(digest.toHex().data()).decode()[:24]}"


def _tell(home: Home, arguments: Arguments) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_address(home))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    token = next(filter(None, map(os.environ.get, _TOKENS)), "")
    socket.write(as_line(arguments, token))
    return socket.waitForBytesWritten(_WAIT_MS)
