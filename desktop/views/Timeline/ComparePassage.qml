import QtQuick
import Components
import Theme

// Somebody's words in one column. What stands on this side only has a ground and a line below.
Item {
    id: passage

    required property string label
    required property string words
    required property string spoken
    required property bool code
    required property bool same
    required property color tint

    Accessible.name: label === "" ? spoken : label + ": " + spoken
    Accessible.role: Accessible.StaticText
    implicitHeight: (who.visible ? who.implicitHeight + 4 : 0) + text.implicitHeight + 6

    SmallText {
        id: who

        Accessible.ignored: true
        elide: Text.ElideRight
        font.weight: Font.Medium
        text: passage.label
        visible: text !== ""
        width: parent.width
    }
    Text {
        id: text

        Accessible.ignored: true
        color: passage.same ? Theme.textSoft : Theme.text
        font.family: passage.code ? Theme.mono : Theme.sans
        font.pixelSize: passage.code ? Theme.code : Theme.body
        text: "<style>p { white-space: pre-wrap; margin: 0 } .other { background-color: " + passage.tint + "; text-decoration: underline }</style><p>" + passage.words + "</p>"
        textFormat: Text.RichText
        width: parent.width
        wrapMode: Text.Wrap
        y: who.visible ? who.implicitHeight + 4 : 0
    }
}
