pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The files that are not as they were at the step: which to bring back, and what that changes.
ColumnLayout {
    id: list

    required property FilesBackViewModel files

    spacing: 2

    RowLayout {
        Layout.bottomMargin: 2
        Layout.fillWidth: true
        spacing: 8

        CapsText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            elide: Text.ElideRight
            text: qsTr("Bring files back to this step")
        }
        Tick {
            objectName: "allFiles"
            text: qsTr("All")
            ticked: list.files.allChosen
            visible: list.files.sure > 1

            onClicked: list.files.chooseAll(!ticked)
        }
    }
    Repeater {
        model: list.files.rows

        ColumnLayout {
            id: file

            required property bool chosen
            required property list<string> diff
            required property string key
            required property int more
            required property string name
            required property bool possible
            required property string sentence
            required property bool unfolded

            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: 8

                Tick {
                    Accessible.description: file.sentence
                    Layout.fillWidth: true
                    enabled: file.possible
                    objectName: "file:" + file.name
                    text: file.name
                    ticked: file.chosen

                    onClicked: list.files.choose(file.key, !ticked)
                }
                IconButton {
                    extent: Math.round(26 * Math.max(1, Theme.scale))
                    iconName: file.unfolded ? "chevron-down" : "chevron-right"
                    objectName: "unfold:" + file.name
                    text: file.unfolded ? qsTr("Hide what changes in %1").arg(file.name) : qsTr("Show what changes in %1").arg(file.name)
                    visible: file.diff.length > 0

                    onClicked: list.files.toggle(file.key)
                }
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.leftMargin: Math.round(17 * Theme.scale) + 10
                text: file.sentence
                wrapMode: Text.Wrap
            }
            DiffView {
                Layout.bottomMargin: 4
                Layout.fillWidth: true
                Layout.leftMargin: Math.round(17 * Theme.scale) + 10
                Layout.topMargin: 4
                lines: file.diff
                more: file.more
                visible: file.unfolded
            }
        }
    }
    SmallText {
        Layout.fillWidth: true
        Layout.topMargin: 8
        color: Theme.text
        objectName: "filesLine"
        text: list.files.line
        wrapMode: Text.Wrap
    }
}
