import QtQuick
import QtQuick.Controls.Basic
import Theme

// One line to write in. `name` is for readers; `hint` is the shortcut shown while it is empty.
TextField {
    id: field

    required property string name
    property string hint
    property string iconName

    Accessible.name: name
    color: Theme.text
    font.family: Theme.sans
    font.pixelSize: 13.5 * Theme.scale
    implicitHeight: Math.round(34 * Math.max(1, Theme.scale))
    leftPadding: iconName === "" ? 10 : Math.round(16 * Theme.scale) + 16
    placeholderTextColor: Theme.textSoft
    rightPadding: cap.visible ? cap.width + 14 : 10
    selectByMouse: true
    selectedTextColor: Theme.text
    selectionColor: Theme.selection
    verticalAlignment: TextInput.AlignVCenter

    background: Rectangle {
        border.color: field.activeFocus ? Theme.accent : Theme.line
        border.width: field.activeFocus ? 1.5 : 1
        color: Theme.card
        radius: Theme.radiusControl
    }

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        name: field.iconName === "" ? "search" : field.iconName
        visible: field.iconName !== ""
    }
    KeyCap {
        id: cap

        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        text: field.hint
        visible: field.hint !== "" && field.text === "" && !field.activeFocus
    }
}
