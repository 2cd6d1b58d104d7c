"""Stands in for the desktop: shows notifications and tray icons to nobody, on a real bus."""

from collections.abc import Collection
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, open_dbus_connection

NAME = "org.freedesktop.Notifications"
_SIGNATURE = "susssasa{sv}i"


class NotificationServer:
    """What real ones do: number notifications, and refuse calls of another signature.

    Attributes:
        shown: title and text of each notification on screen, by its number.
    """

    def __init__(self, connection: DBusConnection, capabilities: Collection[str]) -> None:
        self.shown: dict[int, tuple[str, str]] = {}
        self._connection = connection
        self._capabilities = list(capabilities)
        self._last = 0

    @classmethod
    async def start(
        cls, *capabilities: str, names: Collection[str] = (NAME,)
    ) -> "NotificationServer":
        connection = await open_dbus_connection()
        async with DBusRouter(connection) as router:
            for name in names:
                await router.send_and_get_reply(message_bus.RequestName(name))
        return cls(connection, capabilities)

    async def serve(self) -> None:
        while True:
            message = await self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                await self._connection.send(self._answer(message))

    async def tell(self, member: str, signature: str, *body: Any) -> None:
        """Emit a signal of the specification."""
        emitter = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
        await self._connection.send(new_signal(emitter, member, signature, body))

    async def close(self) -> None:
        await self._connection.close()

    def _answer(self, message: Message) -> Message:
        match message.header.fields[HeaderFields.member]:
            case "GetCapabilities":
                return new_method_return(message, "as", (self._capabilities,))
            case "Notify" if message.header.fields[HeaderFields.signature] == _SIGNATURE:
                self._last += 1
                self.shown[self._last] = (message.body[3], message.body[4])
                return new_method_return(message, "u", (self._last,))
            case "CloseNotification":
                self.shown.pop(message.body[0])
                return new_method_return(message)
            case _:
                return new_error(message, f"{NAME}.Error.Invalid")
