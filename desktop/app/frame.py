"""The window's place and size, its panes, the open conversation, and how still it shall be."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QRect, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.closing import AtClose

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

SMALLEST = (800, 600)
USUAL = (1280, 860)
_SETTLE_MS = 250


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window stands, in device-independent pixels of the desktop."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


def fit(wanted: Place | None, screens: list[Place]) -> Place:
    """`wanted` if enough of it can be seen, or else the usual size in the middle.

    `screens` are the usable areas, the main one first; never larger than the one it lies on.
    """
    if not screens:
        return wanted or Place(0, 0, *USUAL)
    seen = [(_overlap(wanted, screen), screen) for screen in screens] if wanted else []
    best = max(seen, key=lambda pair: pair[0], default=None)
    screen = best[1] if best and best[0] > 0 else screens[0]
    kept = wanted if best and best[0] > 0 else None
    width = max(SMALLEST[0], min(kept.width if kept else USUAL[0], screen.width))
    height = max(SMALLEST[1], min(kept.height if kept else USUAL[1], screen.height))
    x = kept.x if kept else screen.x + (screen.width - width) // 2
    y = kept.y if kept else screen.y + (screen.height - height) // 2
    return Place(
        max(screen.x, min(x, screen.x + screen.width - width)),
        max(screen.y, min(y, screen.y + screen.height - height)),
        width,
        height,
        wanted.maximized if wanted else False,
    )


def _overlap(one: Place, other: Place) -> int:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(across, 0) * max(down, 0)


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class FrameViewModel(QObject):
    """Kept in window.ini of the data folder, written soon after each change."""

    motionChanged = Signal()
    sidebarChanged = Signal()
    timelineChanged = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self._screens = _screens()
        self._place = fit(self._read(), self._screens)
        self._sidebar = self._settings.value("sidebar", "true") != "false"
        self._timeline = self._settings.value("timeline", "true") != "false"
        self._reduce_motion = False
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.flush)

    @Property(int, constant=True)
    def x(self) -> int:
        return self._place.x

    @Property(int, constant=True)
    def y(self) -> int:
        return self._place.y

    @Property(int, constant=True)
    def width(self) -> int:
        return self._place.width

    @Property(int, constant=True)
    def height(self) -> int:
        return self._place.height

    @Property(bool, constant=True)
    def maximized(self) -> bool:
        return self._place.maximized

    @Property(bool, notify=sidebarChanged)
    def sidebarShown(self) -> bool:
        return self._sidebar

    @Property(bool, notify=timelineChanged)
    def timelineShown(self) -> bool:
        return self._timeline

    @Property(bool, notify=motionChanged)
    def reduceMotion(self) -> bool:
        return self._reduce_motion

    @property
    def place(self) -> Place:
        """Where the window stands, or stood last."""
        return self._place

    @property
    def conversation(self) -> str:
        """The conversation that was open last, '' for none."""
        return str(self._settings.value("conversation", ""))

    @property
    def at_close(self) -> AtClose:
        """What closing the window does."""
        kept = str(self._settings.value("close", "")).upper()
        return AtClose[kept] if kept in AtClose.__members__ else AtClose.ASK

    def choose_at_close(self, wish: AtClose) -> None:
        """Remember what closing the window does."""
        self._settings.setValue("close", wish.name.lower())
        self._settings.sync()

    def was_said(self, key: str) -> bool:
        """Whether the person has been told that."""
        return self._settings.value(f"said/{key}", "false") == "true"

    def note_said(self, key: str, *, said: bool) -> None:
        """Remember that the person has been told, or is to be told again."""
        if key and said != self.was_said(key):
            self._settings.setValue(f"said/{key}", "true" if said else "false")
            self._settings.sync()

    @Slot(int, int, int, int, bool)
    def moved(self, x: int, y: int, width: int, height: int, maximized: bool) -> None:
        """Remember where the window is; while maximized, where it was before."""
        if maximized:
            self._place = replace(self._place, maximized=True)
        else:
            self._place = Place(x, y, width, height)
        self._settle.start()

    @Slot(bool)
    def showSidebar(self, shown: bool) -> None:
        """Fold the sidebar in or out, and remember it."""
        if shown != self._sidebar:
            self._sidebar = shown
            self._settings.setValue("sidebar", "true" if shown else "false")
            self._settings.sync()
            self.sidebarChanged.emit()

    @Slot(bool)
    def showTimeline(self, shown: bool) -> None:
        """Fold the timeline in or out, and remember it."""
        if shown != self._timeline:
            self._timeline = shown
            self._settings.setValue("timeline", "true" if shown else "false")
            self._settings.sync()
            self.timelineChanged.emit()

    @Slot(str)
    def opened(self, conversation_id: str) -> None:
        """Remember the conversation that is open."""
        self._settings.setValue("conversation", conversation_id)
        self._settings.sync()

    @Slot()
    def flush(self) -> None:
        """Write the place now."""
        self._settle.stop()
        place = self._place
        self._settings.setValue("place", QRect(place.x, place.y, place.width, place.height))
        self._settings.setValue("maximized", "true" if place.maximized else "false")
        self._settings.sync()

    def look_at_screens(self) -> None:
        """Take a place that can be seen, if the screens are others now."""
        screens = _screens()
        if screens != self._screens:
            self._screens = screens
            self._place = fit(self._place, screens)

    def set_reduce_motion(self, reduced: bool) -> None:
        """Take the system's wish."""
        if reduced != self._reduce_motion:
            self._reduce_motion = reduced
            self.motionChanged.emit()

    def _read(self) -> Place | None:
        rect = self._settings.value("place")
        if not isinstance(rect, QRect) or rect.isEmpty():
            return None
        maximized = self._settings.value("maximized", "false") == "true"
        return Place(rect.x(), rect.y(), rect.width(), rect.height(), maximized)


def _screens() -> list[Place]:
    screens = QGuiApplication.screens()
    main = QGuiApplication.primaryScreen()
    ordered = sorted(screens, key=lambda screen: screen is not main)
    areas = [screen.availableGeometry() for screen in ordered]
    return [Place(area.x(), area.y(), area.width(), area.height()) for area in areas]
