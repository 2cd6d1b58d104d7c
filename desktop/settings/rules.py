"""The rules that decide beforehand."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import RuleRow, rule_pattern, shown_path
from desktop.settings.section import Section
from desktop.settings.words import day, tool_words
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import Rule

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_HOME = Path.home().as_posix()


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class RulesViewModel(Section[RuleRow]):
    """All rules in force, newest first; they are made, withdrawn and made again.

    Signals:
        made: a rule that was asked for is on disk.
    """

    made = Signal()

    def __init__(self, library: LibraryCalls, tasks: Tasks, undo: UndoViewModel) -> None:
        super().__init__(RuleRow, tasks)
        self._library = library
        self._undo = undo
        self._rules: tuple[Rule, ...] = ()

    @Slot(str, str, str, bool)
    def add(self, tool: str, scope: str, pattern: str, allows: bool) -> None:
        """Make a rule for all conversations; `pattern` as it was typed, "" for any."""
        self._do(lambda: self._make(tool, scope, pattern, allows=allows))

    @Slot(str)
    def withdraw(self, key: str) -> None:
        """Take a rule back; it can be had again by undo."""
        rule = next((one for one in self._rules if one.id == key), None)
        if rule is not None:
            self._list(tuple(one for one in self._rules if one.id != key))
            self._do(lambda: self._withdraw(rule))

    async def _look(self) -> None:
        self._list(tuple(await self._library.call(lambda library: library.rules())))

    async def _make(self, tool: str, scope: str, typed: str, *, allows: bool) -> None:
        workspace = await self._library.call(lambda library: library.workspace(""))
        pattern = rule_pattern(scope, typed, Path(workspace).as_posix(), _HOME)
        verdict: Literal["allow", "never"] = "allow" if allows else "never"
        await self._library.call(lambda library: library.add_rule(tool, pattern, "", verdict))
        self.made.emit()

    async def _withdraw(self, rule: Rule) -> None:
        await self._library.call(lambda library: library.withdraw_rule(rule.id))
        self._undo.offer(self.tr("The rule was withdrawn."), lambda: self._bring_back(rule))

    def _bring_back(self, rule: Rule) -> None:
        self._do(
            lambda: self._library.call(
                lambda library: library.add_rule(
                    rule.tool, rule.pattern, rule.conversation_id, rule.verdict
                )
            )
        )

    def _list(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._show([self._row(rule) for rule in rules])

    def _row(self, rule: Rule) -> RuleRow:
        title = rule.conversation_title or self.tr("New conversation")
        return RuleRow(
            key=rule.id,
            tool=tool_words(rule.tool),
            pattern=shown_path(rule.pattern, _HOME),
            place=self.tr("in “%1”").replace("%1", title)
            if rule.conversation_id
            else self.tr("always"),
            allows=rule.verdict == "allow",
            since=day(rule.created_at),
        )
