"""Notifications by the desktop's message bus, as Linux and the BSDs have them.

The protocol is the Desktop Notifications Specification.
"""

import html
import os
from asyncio import Queue
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack, suppress
from typing import Any, Self

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    message_bus,
    new_method_call,
)
from jeepney.io.asyncio import DBusRouter, open_dbus_router
from jeepney.io.common import RouterClosed
from jeepney.wrappers import unwrap_msg

_NOTIFIES = "org.freedesktop.Notifications"
_NOTIFICATIONS = DBusAddress("/org/freedesktop/Notifications", _NOTIFIES, _NOTIFIES)
_TRAY = "org.kde.StatusNotifierWatcher"
_OPEN = "default"  # the specification's name of a click on the notification itself
_AS_LONG_AS_USUAL = -1
# What jeepney lets through of a bus that is not there, not ours, or has gone. A reply that can
# no longer come is a KeyError in 0.9.
_GONE = (OSError, EOFError, KeyError, ValueError, RuntimeError, RouterClosed, DBusErrorResponse)


def _owner_changed(name: str) -> MatchRule:
    """Somebody takes a name of the bus, or lets go of it."""
    rule = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
    rule.add_arg_condition(0, name)
    return rule


_HEARD = (
    MatchRule(type="signal", interface=_NOTIFIES, path=_NOTIFICATIONS.object_path),
    *(_owner_changed(name) for name in (_NOTIFIES, _TRAY)),
)


class NoBus(Exception):
    """There is no message bus, or nobody on it who could do that."""


class DesktopBus:
    """Shows notifications, hears which of them is clicked, and who comes and goes.

    Attributes:
        has_tray: whether somebody shows tray icons now.
        notifies: whether somebody shows notifications now.
    """

    def __init__(self, router: DBusRouter, resources: AsyncExitStack) -> None:
        self.has_tray = False
        self.notifies = False
        self._router = router
        self._resources = resources
        self._markup = False
        self._shown: dict[int, str] = {}

    @classmethod
    async def open(cls) -> Self:
        """Join the bus of the session. Raises NoBus."""
        async with AsyncExitStack() as resources:
            try:
                router = await resources.enter_async_context(open_dbus_router())
                bus = cls(router, resources)
                await bus._look(wake=True)
            except (NoBus, *_GONE) as error:
                raise NoBus from error
            bus._resources = resources.pop_all()
            return bus

    async def close(self) -> None:
        """Leave the bus, if it is still there; what is shown stays."""
        with suppress(*_GONE):
            await self._resources.aclose()

    async def show(self, key: str, title: str, text: str) -> None:
        """Show a notification; both texts are shown as they are, never as markup.

        Raises NoBus when whoever showed them has gone.
        """
        body = html.escape(text, quote=False) if self._markup else text
        hints = {"desktop-entry": ("s", "cairn")}
        reply = await self._ask(
            "Notify",
            "susssasa{sv}i",
            ("Cairn", 0, "cairn", title, body, [_OPEN, ""], hints, _AS_LONG_AS_USUAL),
        )
        self._shown[reply[0]] = key

    async def withdraw(self, key: str) -> None:
        """Take a notification back that is no longer true. Raises as show."""
        for number in [number for number, known in self._shown.items() if known == key]:
            del self._shown[number]
            await self._ask("CloseNotification", "u", (number,))

    async def listen(self, clicked: Callable[[str], None], changed: Callable[[], None]) -> None:
        """Tell `clicked` the key of each notification that is clicked, until cancelled.

        `changed` is called when `has_tray` or `notifies` is another. Raises NoBus when nothing
        can be heard any more.
        """
        told: Queue[Message] = Queue(64)
        with ExitStack() as filters:
            for rule in _HEARD:
                filters.enter_context(self._router.filter(rule, queue=told))
                await self._reply(message_bus.AddMatch(rule))
            await self._look()
            changed()
            while True:
                message = await told.get()
                if message.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
                    await self._look()
                    changed()
                else:
                    self._heed(message, clicked)

    async def _look(self, *, wake: bool = False) -> None:
        """Who is there. `wake` starts those that the system only starts when they are called."""
        if wake:
            with suppress(NoBus):
                await self._ask("GetCapabilities", "", ())
        (self.notifies,) = await self._reply(message_bus.NameHasOwner(_NOTIFIES))
        (self.has_tray,) = await self._reply(message_bus.NameHasOwner(_TRAY))
        if self.notifies:
            with suppress(NoBus):
                capabilities = (await self._ask("GetCapabilities", "", ()))[0]
                self._markup = "body-markup" in capabilities

    async def _ask(self, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
        return await self._reply(new_method_call(_NOTIFICATIONS, method, signature or None, body))

    async def _reply(self, message: Message) -> tuple[Any, ...]:
        try:
            return unwrap_msg(await self._router.send_and_get_reply(message))
        except _GONE as error:
            raise NoBus from error

    def _heed(self, message: Message, clicked: Callable[[str], None]) -> None:
        number, *rest = message.body
        match message.header.fields.get(HeaderFields.member):
            case "ActivationToken" if number in self._shown:
                # Wayland lets nobody come forward without one; Qt takes it from here.
                os.environ["XDG_ACTIVATION_TOKEN"] = rest[0]
            case "ActionInvoked" if number in self._shown:
                clicked(self._shown[number])
            case "NotificationClosed":
                self._shown.pop(number, None)
            case _:
                pass
