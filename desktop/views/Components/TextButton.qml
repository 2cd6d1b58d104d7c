import QtQuick
import QtQuick.Controls.Basic
import Theme

// A button with words: framed, `primary` (filled with the accent) or `quiet` (words alone).
AbstractButton {
    id: button

    required text
    property bool primary: false
    property bool quiet: false
    // What it does cannot be undone.
    property bool grave: false
    property string iconName
    property string shortcutText

    readonly property color ink: !enabled ? Theme.textFaint : primary ? Theme.accentText : grave ? Theme.brick : quiet ? Theme.textSoft : Theme.text

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    implicitHeight: Theme.control
    implicitWidth: content.implicitWidth + leftPadding + rightPadding
    leftPadding: quiet ? 8 : 12
    rightPadding: leftPadding

    // A key that is held down presses once.
    function press(event: KeyEvent): void {
        if (!event.isAutoRepeat)
            click();
    }

    Keys.onEnterPressed: event => press(event)
    Keys.onReturnPressed: event => press(event)

    background: Rectangle {
        border.color: Theme.line
        border.width: button.primary || button.quiet ? 0 : 1
        color: button.primary ? (button.enabled ? Theme.accent : Theme.sunk) : button.quiet ? "transparent" : Theme.card
        radius: Theme.radiusControl

        Rectangle {
            anchors.fill: parent
            color: button.down ? Theme.press : button.hovered && button.enabled ? Theme.hover : "transparent"
            radius: parent.radius
        }
        FocusRing {
            visible: button.visualFocus
        }
    }
    contentItem: Item {
        implicitHeight: content.implicitHeight
        implicitWidth: content.implicitWidth

        Row {
            id: content

            anchors.centerIn: parent
            spacing: 6

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: button.ink
                name: button.iconName === "" ? "plus" : button.iconName
                visible: button.iconName !== ""
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                color: button.ink
                font.family: Theme.sans
                font.pixelSize: 13.5 * Theme.scale
                font.weight: button.quiet ? Font.Normal : Font.Medium
                text: button.text
                textFormat: Text.PlainText
            }
        }
    }

    Tip {
        shortcutText: button.shortcutText
        text: button.text
        visible: button.hovered && !button.down && button.shortcutText !== ""
    }
}
