"""The transcript's rows as a Qt list model that tells of the fewest changes."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from enum import IntEnum, auto
from operator import attrgetter

from PySide6.QtCore import QObject, Qt, Signal

from desktop.chat import action_look
from desktop.chat.rows import Row, RowKind
from desktop.shared.list_model import FIRST_ROLE, ListModel


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KIND = FIRST_ROLE
    KEY = auto()
    MESSAGE_ID = auto()
    FIRST = auto()
    LAST = auto()
    HTML = auto()
    TEXT = auto()
    LANGUAGE = auto()
    HEADER = auto()
    ROWS = auto()
    ALIGNMENTS = auto()
    NAME = auto()
    ARGUMENTS = auto()
    ACTION = auto()
    FAILED = auto()
    NOTICE = auto()
    CREATED_AT = auto()
    EXPANDED = auto()
    HIGHLIGHTED = auto()
    STREAMING = auto()
    COUNT = auto()
    DETAIL = auto()
    PLACE = auto()
    SAVED = auto()


_ROLE_OF = {field.name: Role[field.name.upper()] for field in fields(Row)}
_READ: dict[int, Callable[[Row], object]] = {
    **{role: attrgetter(name) for name, role in _ROLE_OF.items()},
    Qt.ItemDataRole.DisplayRole: lambda row: row.text,
    Role.KIND: lambda row: int(row.kind),
    Role.HEADER: lambda row: list(row.header),
    Role.ROWS: lambda row: [list(cells) for cells in row.rows],
    Role.ALIGNMENTS: lambda row: list(row.alignments),
    Role.ACTION: lambda row: action_look.line(row) if row.kind is RowKind.ACTION else {},
}


class TranscriptModel(ListModel[Row]):
    """Rows of the open branch, oldest first.

    Signals:
        highlightWanted: a code row that is on screen for the first time has no colours yet; its
            key. Answer with `set_highlight`.
    """

    highlightWanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Role.__members__, parent)
        self._streaming = ""
        self._expanded: set[str] = set()
        self._highlights: dict[str, tuple[str, str]] = {}  # key -> (code, rich text)
        self._wanted: set[str] = set()

    def reset(self, rows: Sequence[Row]) -> None:
        """Show other rows altogether; nothing is expanded."""
        self.beginResetModel()
        self._rows = list(rows)
        self._streaming = ""
        self._expanded.clear()
        self._highlights.clear()
        self._wanted.clear()
        self.endResetModel()

    def prepend(self, rows: Sequence[Row]) -> None:
        """Put earlier rows before all others."""
        self._insert(0, rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Turn the rows into `rows` with the fewest changes."""
        self.splice(0, rows)

    def splice(self, start: int, rows: Sequence[Row]) -> None:
        """Turn the rows from `start` on into `rows` with the fewest changes.

        Costs as much as the rows from `start` on, however many stand before them.
        """
        self._exchange(start, len(self._rows), rows)

    def set_streaming(self, key: str) -> None:
        """Mark the row that grows; '' for none."""
        if key == self._streaming:
            return
        before, self._streaming = self._streaming, key
        for one in (before, key):
            # A finished row may have its colours now, so they are asked for again.
            self._tell(one, [Role.STREAMING, Role.HIGHLIGHTED])

    def toggle(self, key: str) -> None:
        """Expand a folded row, or fold it again."""
        self._expanded.symmetric_difference_update({key})
        self._tell(key, [Role.EXPANDED, Role.DETAIL])

    def find(self, key: str) -> Row | None:
        """The row with that key."""
        index = self.row_of(key)
        return None if index < 0 else self._rows[index]

    def row_of(self, key: str) -> int:
        """Where the row with that key stands, -1 for nowhere. The newest are looked at first."""
        for index in range(len(self._rows) - 1, -1, -1):
            if self._rows[index].key == key:
                return index
        return -1

    def mark_near(self, place: int) -> str:
        """The key of the last row up to that one at which branches part, or of the first; or ''."""
        marks = [at for at, row in enumerate(self._rows) if row.kind is RowKind.FORK]
        before = [at for at in marks if at <= place]
        return self._rows[(before or marks[:1])[-1]].key if marks else ""

    def set_highlight(self, key: str, code: str, html: str) -> None:
        """Give a code row its colours: rich text of `code`, void when the row has other code."""
        self._wanted.discard(key)
        self._highlights[key] = (code, html)
        self._tell(key, [Role.HIGHLIGHTED])

    def forget_highlights(self) -> None:
        """Ask for all colours anew, after light and dark have changed."""
        self._highlights.clear()
        self._wanted.clear()
        if self._rows:
            last = self.index(len(self._rows) - 1)
            self.dataChanged.emit(self.index(0), last, [Role.HIGHLIGHTED])

    def _read(self, row: Row, role: int) -> object:
        read = _READ.get(role)
        if read is not None:
            return read(row)
        match role:
            case Role.DETAIL:
                # Asked for with every line, and long: made for those that are looked into.
                shown = row.kind is RowKind.ACTION and row.key in self._expanded
                return action_look.detail(row) if shown else {}
            case Role.EXPANDED:
                return row.key in self._expanded
            case Role.STREAMING:
                return row.key == self._streaming
            case Role.HIGHLIGHTED:
                return self._highlighted(row)
            case _:
                return None

    def _highlighted(self, row: Row) -> str:
        """The colours of a code row, '' until they are there; asks for them."""
        if row.kind is not RowKind.CODE or row.key == self._streaming:
            return ""
        code, html = self._highlights.get(row.key, (None, ""))
        if code == row.text:
            return html
        if row.key not in self._wanted:
            self._wanted.add(row.key)
            self.highlightWanted.emit(row.key)
        return ""

    def _same(self, one: Row, other: Row) -> bool:
        return one.key == other.key and one.kind == other.kind

    def _seen_in(self, old: Row, new: Row) -> list[int]:
        roles: list[int] = [
            role for name, role in _ROLE_OF.items() if getattr(old, name) != getattr(new, name)
        ]
        if Role.TEXT in roles and new.kind is RowKind.CODE:
            roles.append(Role.HIGHLIGHTED)
        if new.kind is RowKind.ACTION:
            roles += [Role.ACTION, Role.DETAIL]
        return roles

    def _tell(self, key: str, roles: list[int]) -> None:
        place = self.row_of(key)
        if place >= 0:
            self._changed(place, roles)
