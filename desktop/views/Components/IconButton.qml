import QtQuick
import QtQuick.Controls.Basic
import Theme

// A square button that is one icon. `text` is its name for readers and its tip; it is never drawn.
AbstractButton {
    id: button

    required text
    required property string iconName
    property string shortcutText
    // A hairline around it.
    property bool framed: false
    // Filled with the accent.
    property bool primary: false
    // A circle.
    property bool round: false
    property color tint: Theme.textSoft
    property real extent: Theme.control

    readonly property color ground: primary ? (enabled ? Theme.accent : Theme.sunk) : framed ? Theme.card : "transparent"
    readonly property color ink: primary ? (enabled ? Theme.accentText : Theme.textFaint) : enabled ? (hovered ? Theme.text : tint) : Theme.textFaint

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    implicitHeight: extent
    implicitWidth: extent
    opacity: enabled || primary ? 1 : 0.6

    // A key that is held down presses once.
    function press(event: KeyEvent): void {
        if (!event.isAutoRepeat)
            click();
    }

    Keys.onEnterPressed: event => press(event)
    Keys.onReturnPressed: event => press(event)

    background: Rectangle {
        border.color: button.framed ? Theme.line : "transparent"
        border.width: button.framed ? 1 : 0
        color: button.ground
        radius: button.round ? height / 2 : Theme.radiusControl

        Rectangle {
            anchors.fill: parent
            color: button.down ? Theme.press : button.hovered && button.enabled ? Theme.hover : "transparent"
            radius: parent.radius
        }
        FocusRing {
            radius: parent.radius + 3
            visible: button.visualFocus
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            color: button.ink
            name: button.iconName
        }
    }

    Tip {
        shortcutText: button.shortcutText
        text: button.text
        visible: (button.hovered || button.visualFocus) && !button.down && button.enabled
    }
}
