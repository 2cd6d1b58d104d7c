import QtQuick
import QtQuick.Controls.Basic
import Theme

// A menu of MenuEntry rows.
Menu {
    id: menu

    margins: 8
    padding: 5
    popupType: Popup.Item

    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        implicitWidth: Math.round(196 * Theme.scale)
        radius: Theme.radiusRow
    }
    delegate: MenuEntry {}
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
