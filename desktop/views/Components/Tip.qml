import QtQuick
import QtQuick.Controls.Basic
import Theme

// What a control does, and its shortcut.
ToolTip {
    id: tip

    property string shortcutText

    delay: 600
    margins: 8
    padding: 6
    leftPadding: 10
    rightPadding: 10
    timeout: 8000

    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusControl
    }
    contentItem: Row {
        spacing: 8

        SmallText {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.text
            text: tip.text
        }
        KeyCap {
            anchors.verticalCenter: parent.verticalCenter
            text: tip.shortcutText
            visible: text !== ""
        }
    }
    enter: Transition {
        NumberAnimation {
            duration: Theme.quick
            from: 0
            property: "opacity"
            to: 1
        }
    }
    exit: Transition {
        NumberAnimation {
            duration: Theme.quick
            property: "opacity"
            to: 0
        }
    }
}
