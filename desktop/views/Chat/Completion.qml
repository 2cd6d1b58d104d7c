pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Above the composer while a slash command is being written: the tools that may be meant.
Rectangle {
    id: box

    required property CompletionViewModel completion
    property alias currentIndex: list.currentIndex

    readonly property real rowHeight: Math.round(36 * Math.max(1, Theme.scale))

    signal taken(int index)

    function step(by: int): void {
        list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + by));
    }

    border.color: Theme.line
    color: Theme.card
    implicitHeight: Math.min(list.count, 7) * rowHeight + 10
    radius: Theme.radiusRow
    visible: completion.count > 0

    ListView {
        id: list

        Accessible.name: qsTr("Tools")
        Accessible.role: Accessible.List
        anchors.fill: parent
        anchors.margins: 5
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: box.completion.model
        objectName: "completion"

        ScrollBar.vertical: ThinScrollBar {}
        delegate: ItemDelegate {
            id: entry

            required property int index
            required property string key
            required property string usage
            required property string summary

            Accessible.name: "/" + key + " " + usage + ", " + summary
            Accessible.role: Accessible.ListItem
            focusPolicy: Qt.NoFocus
            height: box.rowHeight
            objectName: "suggestion:" + key
            width: ListView.view.width

            background: Rectangle {
                color: entry.index === list.currentIndex && box.completion.choosing ? Theme.selected : entry.hovered ? Theme.hover : "transparent"
                radius: 6
            }
            contentItem: RowLayout {
                spacing: 8

                Text {
                    color: Theme.text
                    font.family: Theme.mono
                    font.pixelSize: Theme.code
                    text: "/" + entry.key
                    textFormat: Text.PlainText
                }
                SmallText {
                    font.family: Theme.mono
                    text: entry.usage
                    textFormat: Text.PlainText
                }
                SmallText {
                    Layout.fillWidth: true
                    elide: Text.ElideRight
                    horizontalAlignment: Text.AlignRight
                    text: entry.summary
                    textFormat: Text.PlainText
                }
            }

            onClicked: box.taken(index)
        }
    }
}
