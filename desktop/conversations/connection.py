"""The line at the sidebar's foot: the model and how it is."""

from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from graphs import Event, ModelState, ModelStateChanged

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Props:
    """What the line shows. `sentence` says why the model failed."""

    tone: int
    words: str
    sentence: str
    built_in: bool


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ConnectionViewModel(QObject):
    """The model that conversations talk to, in one dot and a few words."""

    class Tone(IntEnum):
        """How the dot is drawn; the words say the same."""

        UNKNOWN = 0
        IDLE = 1
        LOADING = 2
        READY = 3
        FAILED = 4

    QEnum(Tone)

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ModelStateChanged | None = None
        self._props = self._derive()

    @Property(int, notify=changed)
    def tone(self) -> int:
        return self._props.tone

    @Property(str, notify=changed)
    def words(self) -> str:
        return self._props.words

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=changed)
    def builtIn(self) -> bool:
        """Whether it is known to be the starter model."""
        return self._props.built_in

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        if isinstance(event, ModelStateChanged):
            self._state = event
            props = self._derive()
            if props != self._props:
                self._props = props
                self.changed.emit()

    def _derive(self) -> Props:
        state = self._state
        if state is None:
            return Props(self.Tone.UNKNOWN, self.tr("Getting ready"), "", built_in=False)
        return Props(self._tone(state.state), self._words(state), state.sentence, state.built_in)

    def _tone(self, state: ModelState) -> int:
        match state:
            case "off":
                return self.Tone.IDLE
            case "loading":
                return self.Tone.LOADING
            case "ready":
                return self.Tone.READY
            case "failed":
                return self.Tone.FAILED
            case _:
                assert_never(state)

    def _words(self, state: ModelStateChanged) -> str:
        match state.state:
            case "off" | "ready":
                return (
                    self.tr("Offline · {model}").format(model=state.model)
                    if state.local
                    else state.model
                )
            case "loading":
                return self.tr("Loading {model}").format(model=state.model)
            case "failed" if not state.model:
                return self.tr("No model can be used")
            case "failed":
                return self.tr("{model} does not answer").format(model=state.model)
            case _:
                assert_never(state.state)
