import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// Code: what it is in, a way to copy it, and no more height than a glance needs.
TranscriptRow {
    id: row

    required property string key
    required property string text
    required property string language
    required property string highlighted

    readonly property real longest: Math.round(360 * Theme.scale)

    Rectangle {
        border.color: Theme.line
        color: Theme.card
        height: head.height + pane.height + 1
        radius: Theme.radiusRow
        width: row.column

        Item {
            id: head

            height: Math.round(34 * Math.max(1, Theme.scale))
            width: parent.width

            SmallText {
                anchors.left: parent.left
                anchors.leftMargin: 14
                anchors.verticalCenter: parent.verticalCenter
                text: row.language === "" ? qsTr("code") : row.language
            }
            TextButton {
                id: copy

                anchors.right: parent.right
                anchors.rightMargin: 4
                anchors.verticalCenter: parent.verticalCenter
                iconName: done.running ? "check" : "copy"
                implicitHeight: Math.round(26 * Math.max(1, Theme.scale))
                objectName: "copyCodeButton"
                quiet: true
                text: done.running ? qsTr("Copied") : qsTr("Copy")

                Accessible.name: qsTr("Copy code")
                onClicked: {
                    done.restart();
                    row.view.copyCode(row.key);
                }
            }
            Timer {
                id: done

                interval: 1200
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
        Flickable {
            id: pane

            anchors.top: head.bottom
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: code.implicitHeight + 24
            contentWidth: Math.max(width, code.implicitWidth + 28)
            height: Math.min(row.longest, contentHeight)
            interactive: contentHeight > height || contentWidth > width
            width: parent.width - 2
            x: 1

            ScrollBar.horizontal: ThinScrollBar {}
            ScrollBar.vertical: ThinScrollBar {}

            TextEdit {
                id: code

                Accessible.name: row.text
                Accessible.role: Accessible.StaticText
                color: Theme.text
                font.family: Theme.mono
                font.pixelSize: Theme.code
                objectName: "codeBlock"
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                text: row.highlighted === "" ? row.text : row.highlighted
                textFormat: row.highlighted === "" ? TextEdit.PlainText : TextEdit.RichText
                wrapMode: TextEdit.NoWrap
                x: 13
                y: 11
            }
        }
    }
}
