import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// How many branches a conversation has; a click shows them beneath it. The keyboard has the arrows.
AbstractButton {
    id: button

    required property int branches
    required property bool unfolded

    readonly property color ink: hovered ? Theme.text : Theme.textSoft

    Accessible.name: unfolded ? qsTr("Hide the branches") : qsTr("Show %1 branches").arg(branches)
    Accessible.role: Accessible.Button
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(22 * Math.max(1, Theme.scale))
    implicitWidth: content.implicitWidth + 10
    objectName: "foldBranches"

    background: Rectangle {
        color: button.down ? Theme.press : button.hovered ? Theme.hover : "transparent"
        radius: 6
    }
    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: 2

            SmallText {
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                color: button.ink
                font.pixelSize: 11.5 * Theme.scale
                text: button.branches
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: button.ink
                name: button.unfolded ? "chevron-down" : "chevron-right"
                size: Math.round(12 * Theme.scale)
            }
        }
    }

    Tip {
        shortcutText: button.unfolded ? qsTr("Left") : qsTr("Right")
        text: button.Accessible.name
        visible: button.hovered && !button.down
    }
}
