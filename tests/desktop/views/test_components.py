from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QColor

from desktop.app.application import VIEWS
from tests.desktop.screen import Screen

Key = Qt.Key


def show(screen: Screen, tmp_path: Path, body: str) -> QObject:
    """A window with `body` in it; its root has a `said` property to write to."""
    file = tmp_path / "Trial.qml"
    file.write_text(
        "import QtQuick\nimport Components\nimport Theme\n"
        f'Item {{ id: root; property string said: ""; {body} }}\n'
    )
    screen.view.engine().addImportPath(str(VIEWS))
    screen.view.setSource(QUrl.fromLocalFile(str(file)))
    assert screen.view.errors() == []
    screen.view.resize(640, 480)
    screen.view.show()
    screen.view.requestActivate()
    screen.desk.settle()
    return screen.view.rootObject()


@pytest.mark.parametrize(
    "body",
    [
        'TextButton { objectName: "it"; text: "Do"; onClicked: root.said += "x" }',
        'IconButton { objectName: "it"; text: "Do"; iconName: "plus"; '
        'onClicked: root.said += "x" }',
    ],
)
def test_a_button_works_by_mouse_and_by_keys(screen: Screen, tmp_path: Path, body: str) -> None:
    root = show(screen, tmp_path, body)

    screen.click("it")
    screen.item("it").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_Enter):
        screen.key(key)

    assert root.property("said") == "xxxx"


def test_a_held_enter_confirms_nothing(screen: Screen, tmp_path: Path) -> None:
    root = show(
        screen,
        tmp_path,
        'ConfirmSheet { id: sheet; question: "Sure?"; onConfirmed: root.said = "yes" }'
        ' TextButton { objectName: "it"; text: "Ask"; onClicked: sheet.open() }',
    )

    screen.click("it")
    screen.key(Key.Key_Return)
    assert root.property("said") == ""
    assert screen.look("sheetConfirm") is None

    screen.click("it")
    screen.click("sheetConfirm")
    assert root.property("said") == "yes"


def test_escape_closes_a_sheet(screen: Screen, tmp_path: Path) -> None:
    root = show(
        screen,
        tmp_path,
        'ConfirmSheet { id: sheet; question: "Sure?"; onConfirmed: root.said = "yes" }'
        ' TextButton { objectName: "it"; text: "Ask"; onClicked: sheet.open() }',
    )

    screen.click("it")
    screen.key(Key.Key_Escape)

    assert screen.look("sheetConfirm") is None
    assert root.property("said") == ""


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("text", "textSoft") for ground in ("page", "side", "card")),
        ("text", "selected"),
        ("accentText", "accent"),
        ("amber", "side"),
        ("amber", "amberSoft"),
        ("brick", "page"),
        ("brick", "removed"),
        ("accent", "page"),
    ],
)
def test_words_can_be_read_on_their_ground(
    screen: Screen, tmp_path: Path, dark: bool, text: str, ground: str
) -> None:
    root = show(
        screen,
        tmp_path,
        f"property color one: Theme.{text}; property color other: Theme.{ground};"
        f" Component.onCompleted: Theme.dark = {'true' if dark else 'false'}",
    )

    assert contrast(root.property("one"), root.property("other")) >= 4.5


def test_durations_are_nothing_when_the_system_wants_no_motion(
    screen: Screen, tmp_path: Path
) -> None:
    root = show(
        screen,
        tmp_path,
        "property int calm: Theme.calm; Component.onCompleted: Theme.reduceMotion = true",
    )

    assert root.property("calm") == 0
