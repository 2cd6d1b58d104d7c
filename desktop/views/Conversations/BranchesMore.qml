import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// Below the branches of a conversation that has many: shows all of them, or only a few again.
ItemDelegate {
    id: row

    required property string conversationId
    required property int hidden
    property bool ringed: false

    readonly property real ground: 20

    Accessible.name: text
    Accessible.role: Accessible.Button
    bottomPadding: 0
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(28 * Math.max(1, Theme.scale))
    leftPadding: ground + 8
    text: hidden > 0 ? qsTr("%1 more branches").arg(hidden) : qsTr("Fewer branches")
    topPadding: 0

    background: Item {
        Rectangle {
            color: Theme.line
            height: parent.height
            width: 1
            x: 13
        }
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: row.ground
            color: row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
            radius: Theme.radiusControl

            FocusRing {
                inset: 0
                radius: parent.radius
                visible: row.ringed
            }
        }
    }
    contentItem: SmallText {
        Accessible.ignored: true
        color: row.hovered ? Theme.text : Theme.textSoft
        text: row.text
        verticalAlignment: Text.AlignVCenter
    }
}
