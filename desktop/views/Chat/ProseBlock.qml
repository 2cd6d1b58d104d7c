import QtQuick
import Components
import Theme

// Words of the agent, on the page. Links say where they lead and are opened on a click only.
TranscriptRow {
    id: row

    required property string html

    above: first ? 14 : html.startsWith("<h") ? 18 : 10

    Rectangle {
        color: Theme.line
        height: words.height
        radius: 1
        visible: row.html.startsWith("<blockquote")
        width: 3
    }
    TextEdit {
        id: words

        Accessible.name: getText(0, length)
        Accessible.role: Accessible.StaticText
        color: Theme.text
        font.family: Theme.sans
        font.pixelSize: Theme.body
        objectName: "proseBlock"
        readOnly: true
        selectByMouse: true
        selectedTextColor: Theme.text
        selectionColor: Theme.selection
        text: "<style>a { color: " + Theme.accent + "; }</style>" + row.html
        textFormat: TextEdit.RichText
        width: row.column
        wrapMode: TextEdit.Wrap

        onLinkActivated: link => Qt.openUrlExternally(link)

        HoverHandler {
            cursorShape: words.hoveredLink === "" ? Qt.IBeamCursor : Qt.PointingHandCursor
        }
        Tip {
            delay: 200
            text: words.hoveredLink
            visible: words.hoveredLink !== ""
        }
    }
}
