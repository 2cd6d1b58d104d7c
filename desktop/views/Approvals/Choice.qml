import QtQuick
import Components
import Theme

// A decision that can be made, with the key that makes it.
TextButton {
    id: choice

    property string cap

    rightPadding: leftPadding + (cap === "" ? 0 : label.implicitWidth + 10)

    Text {
        id: label

        Accessible.ignored: true
        anchors.right: parent.right
        anchors.rightMargin: choice.leftPadding
        anchors.verticalCenter: parent.verticalCenter
        color: choice.ink
        font.family: Theme.mono
        font.pixelSize: 10.5 * Theme.scale
        opacity: 0.75
        text: choice.cap
        textFormat: Text.PlainText
    }
}
