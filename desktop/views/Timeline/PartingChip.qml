import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// The name of a branch that parts here; a click shows it.
AbstractButton {
    id: chip

    required text
    property real most: 150 * Theme.scale

    Accessible.name: qsTr("Branch %1").arg(text)
    Accessible.role: Accessible.Button
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(17 * Theme.scale)
    implicitWidth: Math.min(most, mark.width + Math.ceil(label.implicitWidth) + 18)

    background: Rectangle {
        color: Theme.accentSoft
        radius: height / 2

        Rectangle {
            anchors.fill: parent
            color: chip.down ? Theme.press : chip.hovered ? Theme.hover : "transparent"
            radius: parent.radius
        }
    }
    contentItem: Item {
        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.accent
            name: "branch"
            size: Math.round(10 * Theme.scale)
            x: 5
        }
        Text {
            id: label

            Accessible.ignored: true
            anchors.left: mark.right
            anchors.leftMargin: 3
            anchors.right: parent.right
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.accent
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: 11 * Theme.scale
            text: chip.text
            textFormat: Text.PlainText
        }
    }
}
