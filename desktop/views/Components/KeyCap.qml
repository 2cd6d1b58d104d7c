import QtQuick
import Theme

// A key of the keyboard, drawn.
Rectangle {
    property alias text: label.text

    border.color: Theme.line
    color: Theme.card
    implicitHeight: Math.round(18 * Theme.scale)
    implicitWidth: label.implicitWidth + 10
    radius: 4

    Text {
        id: label

        anchors.centerIn: parent
        color: Theme.textSoft
        font.family: Theme.mono
        font.pixelSize: 10.5 * Theme.scale
        textFormat: Text.PlainText
    }
}
