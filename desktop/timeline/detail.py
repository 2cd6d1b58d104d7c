"""All there is to one step, in parts to be read one below the other."""

import json
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.action_words import duration
from desktop.shared.arguments import written
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Message, StateChange, StepDetail

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

_NEXT = "next"
_LONGEST = 900  # characters of a part; more is not laid out in one frame
_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A label and what it names. `code`: drawn in the fixed face; `brief`: beside its label.

    `grave`: what went wrong.
    """

    key: str
    label: str
    text: str
    code: bool = False
    brief: bool = False
    grave: bool = False


def parts(detail: StepDetail) -> tuple[Part, ...]:
    """What a step added, with arguments and results, what it changed, and then what ran it."""
    added = [part for message in detail.messages for part in _added(message)]
    step = detail.step
    spent = [(step.tokens_in, translate("StepDetail", "{n} in"))]
    spent.append((step.tokens_out, translate("StepDetail", "{n} out")))
    counted = [words.format(n=QLocale().toString(n)) for n, words in spent if n is not None]
    facts = [
        (translate("StepDetail", "Added"), _messages(len(detail.messages)), False),
        *_changed(detail.changes),
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


def _changed(changes: tuple[StateChange, ...] | None) -> list[tuple[str, str, bool]]:
    """How the state differs from that of the step before: label, text, and whether it is code."""
    if changes is None:
        unknown = translate("StepDetail", "The step before it cannot be read.")
        return [(translate("StepDetail", "Changed"), unknown, False)]
    return [
        (_channel(change.name), _next(change.after), False)
        if change.name == _NEXT
        else (_channel(change.name), _pair(change), True)
        for change in changes
    ]


def _channel(name: str) -> str:
    if name == _NEXT:
        return translate("StepDetail", "Next")
    return name.replace("_", " ").capitalize()


def _next(value: str) -> str:
    """What runs after the step."""
    names = json.loads(value)
    if not names:
        return translate("StepDetail", "Nothing: the turn is at rest")
    if names == ["model"]:
        return translate("StepDetail", "The model")
    return ", ".join(dict.fromkeys(name.replace("_", " ") for name in names))


def _pair(change: StateChange) -> str:
    """Before and after, in as many lines as there are of them."""
    gone = [f"- {change.before}"] if change.before else []
    come = [f"+ {change.after}"] if change.after else []
    return _capped("\n".join((*gone, *come)))


def _messages(count: int) -> str:
    if count == 1:
        return translate("StepDetail", "1 message")
    return translate("StepDetail", "{n} messages").format(n=count)


def _trouble(error: CairnError) -> Part:
    label = translate("StepDetail", "Cannot be shown")
    return Part("trouble", label, f"{error.sentence} {error.hint}".strip(), grave=True)


def _capped(text: str) -> str:
    shown = "\n".join(text[:_LONGEST].split("\n")[:_MOST_LINES])
    return text if len(shown) == len(text) else f"{shown}…"


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class StepDetailViewModel(QObject):
    """One step at a time, in place below its row; there too it is said that it cannot be read.

    Signals:
        traceFound: the address at which the trace of the step's run is seen.
    """

    changed = Signal()
    traceFound = Signal(str)

    def __init__(self, engine: EngineCalls, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._key = ""
        self._parts = RowList(Part, self)
        self._run_id = ""
        self._finding = False
        self._trouble = ""

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

    @Property(bool, notify=changed)
    def traceable(self) -> bool:
        """Whether there is a run, and a place where it may have been traced."""
        return bool(self._run_id)

    @Property(bool, notify=changed)
    def finding(self) -> bool:
        """Whether the trace's address is being asked for."""
        return self._finding

    @Property(str, notify=changed)
    def traceTrouble(self) -> str:
        """Why the trace's address was not found, in a sentence."""
        return self._trouble

    @Slot()
    def findTrace(self) -> None:
        """Ask where the trace of the step's run is seen."""
        if self._run_id and not self._finding:
            self._finding, self._trouble = True, ""
            self.changed.emit()
            self._tasks.start(self._find_trace(self._run_id))

    def open(self, key: str, branch_id: str, position: int) -> None:
        """Show a step below the row of that key."""
        self._show(key, ())
        self._tasks.start(self._read(key, branch_id, position))

    @Slot()
    def close(self) -> None:
        """Show none."""
        self._show("", ())

    async def _read(self, key: str, branch_id: str, position: int) -> None:
        run_id = ""
        try:
            found = await self._engine.call(lambda host: host.step_state(branch_id, position))
            shown = parts(found)
            if (await self._engine.call(lambda host: host.tracing())).host:
                run_id = found.run_id
        except CairnError as error:
            shown = (_trouble(error),)
        if key == self._key:
            self._show(key, shown, run_id)

    async def _find_trace(self, run_id: str) -> None:
        try:
            url = await self._engine.call(lambda host: host.trace_url(run_id))
        except CairnError as error:
            url, trouble = "", str(error)
        else:
            trouble = ""
        if run_id != self._run_id:
            return
        self._finding, self._trouble = False, trouble
        self.changed.emit()
        if url:
            self.traceFound.emit(url)

    def _show(self, key: str, shown: tuple[Part, ...], run_id: str = "") -> None:
        self._key, self._run_id = key, run_id
        self._finding, self._trouble = False, ""
        self._parts.show(shown)
        self.changed.emit()
