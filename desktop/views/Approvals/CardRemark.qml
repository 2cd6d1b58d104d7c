import QtQuick
import QtQuick.Layouts
import Components
import Theme

// A line of the card that asks for care: what is wrong, or what is not as it was.
RowLayout {
    id: remark

    required property string text
    property color ink: Theme.brick

    spacing: 8
    visible: text !== ""

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 1
        color: remark.ink
        name: "warning"
        size: Math.round(14 * Theme.scale)
    }
    Text {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        color: remark.ink
        font.family: Theme.sans
        font.pixelSize: 13.5 * Theme.scale
        text: remark.text
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
    }
}
