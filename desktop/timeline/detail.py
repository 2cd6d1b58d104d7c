"""All there is to one step, in parts to be read one below the other."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.action_words import duration
from desktop.shared.arguments import written
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Message, StepDetail

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

_LONGEST = 900  # characters of a part; more is not laid out in one frame
_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A label and what it names. `code`: drawn in the fixed face; `brief`: beside its label."""

    key: str
    label: str
    text: str
    code: bool = False
    brief: bool = False


def parts(detail: StepDetail) -> tuple[Part, ...]:
    """What a step added, with arguments and results, and then what ran it."""
    added = [part for message in detail.messages for part in _added(message)]
    step = detail.step
    spent = [(step.tokens_in, translate("StepDetail", "{n} in"))]
    spent.append((step.tokens_out, translate("StepDetail", "{n} out")))
    counted = [words.format(n=QLocale().toString(n)) for n, words in spent if n is not None]
    facts = [
        (translate("StepDetail", "Added"), _messages(len(detail.messages)), False),
        (translate("StepDetail", "Model"), step.model, False),
        (translate("StepDetail", "Tokens"), ", ".join(counted), False),
        (translate("StepDetail", "Took"), duration(step.seconds), False),
        (translate("StepDetail", "Agent"), detail.agent_version, False),
        (translate("StepDetail", "Step"), str(step.position), False),
        (translate("StepDetail", "Checkpoint"), step.checkpoint_id, True),
        (translate("StepDetail", "Run"), detail.run_id, True),
    ]
    brief = (Part(f"fact:{label}", label, text, code, True) for label, text, code in facts if text)
    return (*added, *brief)


def _added(message: Message) -> list[Part]:
    label = {
        "user": translate("StepDetail", "You"),
        "assistant": translate("StepDetail", "Model"),
        "tool": translate("StepDetail", "Result of {tool}").format(tool=message.tool_name),
    }[message.role]
    found = [Part(f"text:{message.id}", label, _capped(message.text), message.role == "tool")]
    if not message.text.strip() and message.tool_calls:
        found = []
    for call in message.tool_calls:
        named = translate("StepDetail", "Wants {tool}").format(tool=call.name)
        arguments = _capped(written(call.arguments))
        found.append(Part(f"call:{call.id}", named, arguments, code=True))
    return found


def _messages(count: int) -> str:
    if count == 1:
        return translate("StepDetail", "1 message")
    return translate("StepDetail", "{n} messages").format(n=count)


def _capped(text: str) -> str:
    shown = "\n".join(text[:_LONGEST].split("\n")[:_MOST_LINES])
    return text if len(shown) == len(text) else f"{shown}…"


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class StepDetailViewModel(QObject):
    """One step at a time, in place below its row.

    Signals:
        failed: a sentence and a hint about what could not be read.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, engine: EngineCalls, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._key = ""
        self._parts = RowList(Part, self)

    @Property(str, notify=changed)
    def key(self) -> str:
        """The key of the row below which it stands; "" for none."""
        return self._key

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        return bool(self._key) and not self._parts.rows

    @Property(QObject, constant=True)
    def parts(self) -> RowList[Part]:
        return self._parts

    def open(self, key: str, branch_id: str, position: int) -> None:
        """Show a step below the row of that key."""
        self._show(key, ())
        self._tasks.start(self._read(key, branch_id, position))

    @Slot()
    def close(self) -> None:
        """Show none."""
        self._show("", ())

    async def _read(self, key: str, branch_id: str, position: int) -> None:
        try:
            found = await self._engine.call(lambda host: host.step_state(branch_id, position))
        except CairnError as error:
            if key == self._key:
                self.close()
            self.failed.emit(error.sentence, error.hint)
            return
        if key == self._key:
            self._show(key, parts(found))

    def _show(self, key: str, shown: tuple[Part, ...]) -> None:
        self._key = key
        self._parts.show(shown)
        self.changed.emit()
