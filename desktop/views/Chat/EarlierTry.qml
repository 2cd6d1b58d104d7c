import QtQuick
import Components
import Theme

// The text of a try that broke off, folded away under one line.
TranscriptRow {
    id: row

    required property string key
    required property string text
    required property bool expanded

    tooled: false

    Column {
        spacing: 8
        width: row.column

        TextButton {
            Accessible.checkable: true
            Accessible.checked: row.expanded
            iconName: row.expanded ? "chevron-down" : "chevron-right"
            implicitHeight: Math.round(28 * Math.max(1, Theme.scale))
            leftPadding: 0
            objectName: "earlierTry"
            quiet: true
            text: qsTr("An earlier try, broken off")

            onClicked: row.view.toggle(row.key)
        }
        Item {
            height: words.implicitHeight
            visible: row.expanded
            width: parent.width

            Hairline {
                height: parent.height
                vertical: true
                x: 7
            }
            TextEdit {
                id: words

                Accessible.name: row.text
                Accessible.role: Accessible.StaticText
                color: Theme.textSoft
                font.family: Theme.sans
                font.pixelSize: 14 * Theme.scale
                objectName: "earlierText"
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                text: row.text
                textFormat: TextEdit.PlainText
                width: parent.width - x
                wrapMode: TextEdit.Wrap
                x: 22
            }
        }
    }
}
