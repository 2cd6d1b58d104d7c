"""The form that adds a model, or changes one: typed, looked up, tried, saved."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import Property, QEnum, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings import connection_draft
from desktop.settings.connection_draft import Draft, Field, Kind, Reach
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError, InvalidConnection, SavedConnection, Tried

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


class Work(IntEnum):
    """What is going on."""

    NONE = 0
    FINDING = 1
    TRYING = 2
    SAVING = 3


@dataclass(frozen=True, slots=True)
class Props:
    """What the form shows.

    `outcome` is what trying it, or looking for models, came to, and `good` whether that went well.
    """

    unfolded: bool = False
    draft: Draft = field(default_factory=Draft)
    work: Work = Work.NONE
    outcome: str = ""
    hint: str = ""
    good: bool = False
    found: tuple[str, ...] = ()
    mistakes: dict[str, str] = field(default_factory=dict[str, str])


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ConnectionFormViewModel(QObject):
    """What is typed stays until it is saved or given up, whatever goes wrong.

    Signals:
        saved: a connection is on disk, or is used from now on.
        unfoldedAnew: it was unfolded, or begun anew for another model.
        folded: it was folded.
    """

    QEnum(Kind)
    QEnum(Reach)
    QEnum(Work)

    changed = Signal()
    saved = Signal()
    unfoldedAnew = Signal()
    folded = Signal()

    def __init__(self, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._props = Props()
        self._new = Draft()
        self._running: asyncio.Task[None] | None = None

    @Property(bool, notify=changed)
    def unfolded(self) -> bool:
        return self._props.unfolded

    @Property(str, notify=changed)
    def insteadOf(self) -> str:
        """The name of what is changed; "" while a new one is added."""
        return self._props.draft.instead_of

    @Property(int, notify=changed)
    def kind(self) -> int:
        """A Kind."""
        return self._props.draft.kind

    @Property("QVariantMap", notify=changed)  # pyright: ignore[reportArgumentType]
    def typed(self) -> dict[str, str]:
        """What stands in each field."""
        draft = self._props.draft
        return {
            "name": draft.name,
            "base_url": draft.base_url,
            "model": draft.model,
            "api_key": draft.api_key,
            "file": draft.file,
            "context_tokens": draft.context_tokens,
        }

    @Property(str, notify=changed)
    def usualName(self) -> str:
        """What it is called unless a name is typed."""
        return connection_draft.name_of(replace(self._props.draft, name=""))

    @Property("QVariantMap", notify=changed)  # pyright: ignore[reportArgumentType]
    def mistakes(self) -> dict[str, str]:
        """A sentence for each field that is wrong."""
        return self._props.mistakes

    @Property(int, notify=changed)
    def reach(self) -> int:
        """A Reach."""
        saved = connection_draft.connection(replace(self._props.draft, context_tokens=""))
        return Reach.UNKNOWN if saved is None else connection_draft.reach(saved)

    @Property(list, notify=changed)
    def found(self) -> list[str]:
        """The models that the server lists, once they were asked for."""
        return list(self._props.found)

    @Property(int, notify=changed)
    def work(self) -> int:
        """A Work."""
        return self._props.work

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """What trying it, or looking for its models, came to; "" for nothing yet."""
        return self._props.outcome

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=changed)
    def good(self) -> bool:
        """Whether the outcome is what was hoped for."""
        return self._props.good

    @Slot()
    def add(self) -> None:
        """Begin with an empty form, or go on with the one that was begun."""
        begun = self._props if not self._props.draft.instead_of else Props(draft=self._new)
        self._show(replace(begun, unfolded=True))
        self.unfoldedAnew.emit()

    def change(self, saved: SavedConnection) -> None:
        """Begin with what is saved; a new one that was begun is there when one is added next."""
        self.cancel()
        if not self._props.draft.instead_of:
            self._new = self._props.draft
        self._show(Props(unfolded=True, draft=connection_draft.of_saved(saved)))
        self.unfoldedAnew.emit()

    @Slot(int)
    def chooseKind(self, kind: int) -> None:
        """Have something else serve it."""
        self._type(connection_draft.of_kind(self._props.draft, Kind(kind)))

    @Slot(str, str)
    def set(self, name: str, typed: str) -> None:
        """Something else stands in a field."""
        self._type(connection_draft.with_field(self._props.draft, cast("Field", name), typed))

    @Slot(QUrl)
    def setFile(self, file: QUrl) -> None:
        """A model file was chosen."""
        self.set("file", file.toLocalFile())

    @Slot()
    def find(self) -> None:
        """Ask the server which models it has."""
        self._begin(Work.FINDING, self._find)

    @Slot()
    def tryIt(self) -> None:
        """Ask the model something short."""
        self._begin(Work.TRYING, self._try)

    @Slot(bool)
    def save(self, use: bool) -> None:
        """Save it, and use it from the next message on if that is wished."""
        self._begin(Work.SAVING, lambda saved: self._save(saved, use=use))

    @Slot()
    def cancel(self) -> None:
        """Break off finding or trying; saving takes a moment and is not broken off."""
        if self._running is not None and self._props.work is not Work.SAVING:
            self._running.cancel()
            self._running = None
            self._show(replace(self._props, work=Work.NONE))

    @Slot()
    def fold(self) -> None:
        """Fold the form; what was typed is there when a model is added next."""
        self.cancel()
        self._show(replace(self._props, unfolded=False))
        self.folded.emit()

    @Slot()
    def giveUp(self) -> None:
        """Fold the form and forget what was typed."""
        self.cancel()
        self._end()

    def _end(self) -> None:
        if not self._props.draft.instead_of:
            self._new = Draft()
        self._show(Props(draft=self._new))
        self.folded.emit()

    def _type(self, draft: Draft) -> None:
        if draft == self._props.draft or self._props.work is Work.SAVING:
            return
        self.cancel()
        moved = (draft.base_url, draft.kind) != (self._props.draft.base_url, self._props.draft.kind)
        found = () if moved else self._props.found
        self._show(Props(self._props.unfolded, draft, found=found))

    def _begin(
        self, work: Work, do: Callable[[SavedConnection], Coroutine[Any, Any, None]]
    ) -> None:
        if self._props.work is not Work.NONE:
            return
        saved = connection_draft.connection(self._props.draft)
        if saved is None:
            self._show(
                replace(self._props, mistakes={"context_tokens": self.tr("Write a whole number.")})
            )
            return
        self._show(replace(self._props, work=work, outcome="", hint="", mistakes={}))
        self._running = self._tasks.start(self._done(do, saved))

    async def _done(
        self, do: Callable[[SavedConnection], Coroutine[Any, Any, None]], saved: SavedConnection
    ) -> None:
        try:
            await do(saved)
        except InvalidConnection as error:
            self._show(replace(self._props, mistakes=self._mistakes(error)))
        except CairnError as error:
            told = replace(self._props, outcome=error.sentence, hint=error.hint, good=False)
            self._show(told)
        self._running = None
        self._show(replace(self._props, work=Work.NONE))

    def _mistakes(self, error: InvalidConnection) -> dict[str, str]:
        """What is wrong; of a name that would be made of the model, once the model is there."""
        made_of = {"model", "file"} & error.fields.keys()
        unnamed = made_of and not self._props.draft.name.strip()
        return {k: said for k, said in error.fields.items() if not (unnamed and k == "name")}

    async def _find(self, saved: SavedConnection) -> None:
        found = await self._engine.call(lambda host: host.listed_models(saved))
        outcome = "" if found else self.tr("The server lists no models.")
        self._show(replace(self._props, found=found, outcome=outcome, good=False))

    async def _try(self, saved: SavedConnection) -> None:
        tried = await self._engine.call(lambda host: host.try_connection(saved))
        self._show(
            replace(self._props, outcome=self._words(tried), hint=self._said(tried), good=True)
        )

    async def _save(self, saved: SavedConnection, *, use: bool) -> None:
        before = self._props.draft.instead_of
        await self._engine.call(lambda host: host.save_connection(saved, before))
        if not before:
            self._new = Draft()
        # Whatever comes of using it, it is there now: saving again changes it.
        draft = replace(self._props.draft, instead_of=saved.name)
        self._show(replace(self._props, draft=draft))
        self.saved.emit()
        if use:
            await self._engine.call(lambda host: host.use_connection(saved.name))
            self.saved.emit()
        self._end()

    def _words(self, tried: Tried) -> str:
        match tried.tools:
            case "native":
                tools = self.tr("It answered in {seconds} s, and calls tools by itself.")
            case "constrained":
                tools = self.tr("It answered in {seconds} s, and uses tools step by step.")
            case "off":
                tools = self.tr("It answered in {seconds} s. It cannot use tools.")
        return tools.replace("{seconds}", f"{tried.seconds:.1f}")

    def _said(self, tried: Tried) -> str:
        return self.tr("It said: “{answer}”").replace("{answer}", tried.answer)

    def _show(self, props: Props) -> None:
        if props != self._props:
            self._props = props
            self.changed.emit()
