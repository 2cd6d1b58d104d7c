import QtQuick
import QtQuick.Layouts
import Components
import Theme

// Actions that only read and follow each other, under one line; unfolded, each has its own below.
TranscriptRow {
    id: row

    required property string key
    required property string name
    required property int count
    required property bool expanded

    readonly property string words: name === "read_file" ? qsTr("Read %L1 files").arg(count) : name === "list_files" ? qsTr("Looked into %L1 folders").arg(count) : name === "search_files" ? qsTr("Searched %L1 times").arg(count) : qsTr("Looked at %L1 things").arg(count)

    tooled: false

    Rectangle {
        border.color: Theme.line
        color: Theme.card
        height: line.height
        radius: Theme.radiusRow
        width: row.column

        FoldLine {
            id: line

            expanded: row.expanded
            name: row.words
            objectName: "readsLine"
            width: parent.width

            onToggled: row.view.toggle(row.key)

            RoundMark {
                iconName: "check"
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.pixelSize: 13.5 * Theme.scale
                text: row.words
            }
        }
    }
}
