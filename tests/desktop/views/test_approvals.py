"""One argument of an action, in a window of its own."""

import pytest
from PySide6.QtCore import QObject, Qt

from tests.desktop.screen import Screen

Key = Qt.Key


def show(screen: Screen, kind: str, value: str, **more: object) -> QObject:
    given: dict[str, object] = {
        "key": "over",
        "kind": kind,
        "value": value,
        "original": value,
        "changed": False,
        "error": "",
        "description": "Whether to write over what is there.",
        "choices": [],
        "editing": True,
    }
    screen.show("Approvals", "FieldEditor", 480, 300, **(given | more))
    return screen.view.rootObject()


def typed(editor: QObject) -> list[str]:
    """What the editor tells from now on."""
    told: list[str] = []
    editor.typed.connect(told.append)  # pyright: ignore[reportAttributeAccessIssue]
    return told


@pytest.mark.parametrize(
    ("kind", "choices", "value", "other"),
    [("boolean", [], "true", "false"), ("choice", ["left", "right"], "left", "right")],
)
def test_one_of_few_is_chosen_by_key(
    screen: Screen, kind: str, choices: list[str], value: str, other: str
) -> None:
    told = typed(show(screen, kind, value, choices=choices))
    assert screen.item("choice:over").property("displayText") == value

    screen.item("choice:over").forceActiveFocus()
    screen.key(Key.Key_Down)

    assert told == [other]


def test_a_value_that_is_no_choice_is_shown_as_it_is(screen: Screen) -> None:
    show(screen, "boolean", "perhaps", editing=False)

    assert screen.item("choice:over").property("displayText") == "perhaps"
    assert not screen.item("choice:over").isEnabled()


def test_a_choice_that_was_not_made_is_none(screen: Screen) -> None:
    show(screen, "choice", "", choices=["left", "right"])

    assert screen.item("choice:over").property("displayText") == ""


def test_what_is_wrong_stands_above_what_was_proposed(screen: Screen) -> None:
    show(screen, "line", "b", original="a", changed=True, error="There is no such thing.")

    wrong, proposed = screen.item("error:over"), screen.item("original:over")
    assert wrong.property("text") == "There is no such thing."
    assert proposed.property("text") == "It proposed: a"
    assert screen.place("error:over").y() < screen.place("original:over").y()


def test_many_lines_that_were_proposed_are_all_there_to_scroll_through(screen: Screen) -> None:
    before = "\n".join(f"line {n}" for n in range(400))
    show(screen, "text", "", original=before, changed=True)
    pane = screen.item("proposed:over")
    assert pane.height() < 110

    pane.forceActiveFocus()
    for _ in range(3):
        screen.key(Key.Key_Down)

    assert 30 < pane.property("contentY") < pane.property("contentHeight")
    assert pane.property("count") == 400


@pytest.mark.parametrize("value", ["a\r\nb", "a\u2028b\u00a0c", "a\tb\n"])
def test_what_nobody_typed_is_no_change(screen: Screen, value: str) -> None:
    editor = show(screen, "text", "before")
    told = typed(editor)

    editor.setProperty("value", value)
    screen.desk.settle()
    screen.view.resize(400, 300)
    screen.desk.settle()

    assert told == []
    screen.item("field:over").forceActiveFocus()
    screen.type("x")
    assert [one[0] for one in told] == ["x"]
