"""Stands in for a desktop with a place beside the clock, on a message bus of its own."""

import subprocess
import threading
import time
from types import TracebackType
from typing import Any, Final, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import new_method_call

_WATCHER: Final = "org.kde.StatusNotifierWatcher"
_ITEM: Final = "org.kde.StatusNotifierItem"
_MENU: Final = "com.canonical.dbusmenu"


class TrayHost:
    """Takes the icons that programs register, and clicks on them.

    Attributes:
        address: of the bus, for DBUS_SESSION_BUS_ADDRESS.
        icons: who has registered one, by their names on the bus.
    """

    def __init__(self) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self.icons: list[str] = []
        self._told = open_dbus_connection(self.address)
        self._asking = open_dbus_connection(self.address)
        self._told.send_and_get_reply(message_bus.RequestName(_WATCHER))
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)

    def menu(self, icon: str) -> dict[str, int]:
        """The numbers of the menu's entries that can be chosen, by their words."""
        (_, (_, _, entries)) = self._ask(icon, "/MenuBar", _MENU, "GetLayout", "iias", 0, -1, [])
        known = [(number, dict(about)) for _, (number, about, _) in entries]
        return {about["label"][1]: number for number, about in known if "label" in about}

    def choose(self, icon: str, words: str) -> None:
        """Click an entry of the menu."""
        number, now = self.menu(icon)[words], int(time.time())
        self._ask(icon, "/MenuBar", _MENU, "Event", "isvu", number, "clicked", ("i", 0), now)

    def click(self, icon: str) -> None:
        """Click the icon itself."""
        self._ask(icon, "/StatusNotifierItem", _ITEM, "Activate", "ii", 0, 0)

    def _ask(self, name: str, path: str, interface: str, call: str, kinds: str, *given: Any) -> Any:
        message = new_method_call(DBusAddress(path, name, interface), call, kinds, given)
        return self._asking.send_and_get_reply(message, timeout=10).body

    def _serve(self) -> None:
        try:
            while True:
                message = self._told.receive()
                if message.header.message_type is MessageType.method_call:
                    self._told.send(self._answer(message))
        except (ConnectionError, OSError):
            return  # the bus has gone

    def _answer(self, message: Message) -> Message:
        match message.header.fields[HeaderFields.member]:
            case "RegisterStatusNotifierItem":
                self.icons.append(message.header.fields[HeaderFields.sender])
                return new_method_return(message)
            case "Get":
                return new_method_return(message, "v", (("b", True),))
            case _:
                return new_method_return(message)
