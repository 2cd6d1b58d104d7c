pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// How the present model gets tools, where they work, and which there are.
SettingsList {
    id: list

    required property ToolsViewModel tools
    required property string folder

    Accessible.name: qsTr("Tools")
    model: tools.model
    objectName: "toolsList"
    reading: true

    delegate: ToolLine {
        width: list.width - 2 * list.margin
    }
    header: ColumnLayout {
        spacing: 8
        width: list.width - 2 * list.margin

        CapsText {
            Accessible.role: Accessible.Heading
            Layout.topMargin: 8
            text: qsTr("How the model gets tools")
        }
        ModeChoice {
            Layout.fillWidth: true
            tools: list.tools
        }
        CapsText {
            Accessible.role: Accessible.Heading
            Layout.topMargin: 16
            text: qsTr("Default folder")
        }
        SmallText {
            Layout.fillWidth: true
            color: Theme.text
            elide: Text.ElideMiddle
            font.family: Theme.mono
            objectName: "defaultFolder"
            text: list.folder
        }
        SmallText {
            Layout.fillWidth: true
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            text: qsTr("Where tools work when a conversation has no folder of its own. They cannot leave it.")
            wrapMode: Text.Wrap
        }
        CapsText {
            Accessible.role: Accessible.Heading
            Layout.bottomMargin: 4
            Layout.topMargin: 16
            text: qsTr("All tools")
        }
    }
}
