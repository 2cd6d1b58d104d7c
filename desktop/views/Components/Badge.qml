import QtQuick
import Theme

// A word on its own ground, with an icon that says the same.
Rectangle {
    id: badge

    required property string text
    property string iconName
    property color ink: Theme.textSoft
    property color ground: Theme.sunk

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    color: ground
    implicitHeight: Math.round(22 * Theme.scale)
    implicitWidth: row.implicitWidth + 14
    radius: 6

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: badge.ink
            name: badge.iconName === "" ? "check" : badge.iconName
            size: Math.round(12 * Theme.scale)
            visible: badge.iconName !== ""
        }
        Text {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            color: badge.ink
            font.family: Theme.sans
            font.pixelSize: 11.5 * Theme.scale
            font.weight: Font.DemiBold
            text: badge.text
            textFormat: Text.PlainText
        }
    }
}
