import QtQuick
import QtQuick.Controls.Basic
import Theme

// A box to tick, with words beside it. The owner sets `ticked` when it is clicked.
AbstractButton {
    id: tick

    required text
    property bool ticked: false

    Accessible.checkable: true
    Accessible.checked: ticked
    Accessible.name: text
    Accessible.role: Accessible.CheckBox
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    implicitHeight: Math.max(box.height, words.implicitHeight) + 8
    implicitWidth: box.width + 10 + words.implicitWidth
    spacing: 10

    // A key that is held down ticks once.
    function press(event: KeyEvent): void {
        if (!event.isAutoRepeat)
            click();
    }

    Keys.onEnterPressed: event => press(event)
    Keys.onReturnPressed: event => press(event)

    background: FocusRing {
        inset: -2
        visible: tick.visualFocus
    }
    contentItem: Item {
        Rectangle {
            id: box

            anchors.verticalCenter: parent.verticalCenter
            border.color: tick.ticked && tick.enabled ? Theme.accent : tick.hovered && tick.enabled ? Theme.textSoft : Theme.textFaint
            border.width: 1.5
            color: tick.ticked && tick.enabled ? Theme.accent : tick.enabled ? Theme.card : Theme.sunk
            height: Math.round(17 * Theme.scale)
            radius: 5
            width: height

            Icon {
                anchors.centerIn: parent
                color: Theme.accentText
                name: "check"
                size: Math.round(12 * Theme.scale)
                visible: tick.ticked && tick.enabled
            }
        }
        Text {
            id: words

            Accessible.ignored: true
            anchors.left: box.right
            anchors.leftMargin: tick.spacing
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: tick.enabled ? Theme.text : Theme.textSoft
            elide: Text.ElideMiddle
            font.family: Theme.sans
            font.pixelSize: Theme.row
            text: tick.text
            textFormat: Text.PlainText
        }
    }
}
