pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Above the composer while a slash command is being written: the tools that may be meant, or how
// the arguments of the one that is meant are written.
Rectangle {
    id: box

    required property CompletionViewModel completion
    property alias currentIndex: list.currentIndex
    // What a reader says of the one that would be taken.
    readonly property string present: visible && list.currentItem !== null ? list.currentItem.Accessible.name : ""

    readonly property real rowHeight: Math.round(36 * Math.max(1, Theme.scale))

    signal taken(int index)

    function step(by: int): void {
        list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + by));
    }

    border.color: Theme.line
    color: Theme.card
    implicitHeight: Math.min(list.count, 7) * rowHeight + 10
    objectName: "completionBox"
    radius: Theme.radiusRow
    visible: completion.count > 0

    Connections {
        // Others stand there now: the likeliest is the first.
        function onChanged(): void {
            list.currentIndex = 0;
        }

        target: box.completion
    }
    ListView {
        id: list

        Accessible.name: qsTr("Tools")
        Accessible.role: Accessible.List
        anchors.fill: parent
        anchors.margins: 5
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        highlightMoveDuration: 0
        model: box.completion.model
        objectName: "completion"

        ScrollBar.vertical: ThinScrollBar {}
        delegate: ItemDelegate {
            id: entry

            required property int index
            required property string key
            required property string before
            required property string present
            required property string after
            required property string told

            Accessible.name: ["/" + key, present !== "" ? present : after, told].filter(part => part !== "").join(", ")
            Accessible.role: Accessible.ListItem
            focusPolicy: Qt.NoFocus
            height: box.rowHeight
            objectName: "suggestion:" + key
            width: ListView.view.width

            background: Rectangle {
                color: !box.completion.choosing ? "transparent" : entry.index === list.currentIndex ? Theme.accentSoft : entry.hovered ? Theme.hover : "transparent"
                radius: 6
            }
            contentItem: RowLayout {
                spacing: 8

                Text {
                    Accessible.ignored: true
                    color: Theme.text
                    font.family: Theme.mono
                    font.pixelSize: Theme.code
                    text: "/" + entry.key
                    textFormat: Text.PlainText
                }
                SmallText {
                    Accessible.ignored: true
                    font.family: Theme.mono
                    text: entry.before
                    visible: text !== ""
                }
                SmallText {
                    Accessible.ignored: true
                    color: Theme.accent
                    font.bold: true
                    font.family: Theme.mono
                    objectName: "presentArgument"
                    text: entry.present
                    visible: text !== ""
                }
                SmallText {
                    Accessible.ignored: true
                    font.family: Theme.mono
                    text: entry.after
                    visible: text !== ""
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    Layout.preferredWidth: 0
                    elide: Text.ElideRight
                    horizontalAlignment: Text.AlignRight
                    text: entry.told
                }
            }

            onClicked: {
                if (box.completion.choosing)
                    box.taken(index);
            }
        }
    }
}
