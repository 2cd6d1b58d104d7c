import QtQuick
import Theme

// A stretch of an answer, or an action that it wants.
Item {
    id: stretch

    required property string words
    required property string spoken
    required property bool code
    required property real margin

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    implicitHeight: text.implicitHeight + (code ? 20 : 6)

    Rectangle {
        anchors.fill: text
        anchors.margins: -8
        color: Theme.sunk
        radius: Theme.radiusControl
        visible: stretch.code
    }
    Text {
        id: text

        Accessible.ignored: true
        color: Theme.text
        font.family: stretch.code ? Theme.mono : Theme.sans
        font.pixelSize: stretch.code ? Theme.code : Theme.body
        text: "<style>p { white-space: pre-wrap; margin: 0 }</style><p>" + stretch.words + "</p>"
        textFormat: Text.RichText
        width: stretch.width - 2 * x
        wrapMode: Text.Wrap
        x: stretch.margin + (stretch.code ? 8 : 0)
        y: stretch.code ? 12 : 0
    }
}
