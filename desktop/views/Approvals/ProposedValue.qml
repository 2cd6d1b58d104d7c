pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// What an argument was before the person changed it; of many lines, a pane to scroll in.
ColumnLayout {
    id: proposed

    required property string name
    required property string value
    property bool resettable: true

    readonly property bool long: value.indexOf("\n") >= 0 || value.length > 200

    signal reset

    spacing: 4

    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        SmallText {
            Layout.fillWidth: true
            objectName: "original:" + proposed.name
            text: proposed.value === "" ? qsTr("It proposed nothing here.") : proposed.long ? qsTr("It proposed:") : qsTr("It proposed: %1").arg(proposed.value)
            wrapMode: Text.Wrap
        }
        TextButton {
            Layout.alignment: Qt.AlignTop
            implicitHeight: Math.round(24 * Theme.scale)
            objectName: "reset:" + proposed.name
            quiet: true
            text: qsTr("Reset")
            visible: proposed.resettable

            onClicked: proposed.reset()
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(pane.contentHeight, 92 * Math.max(1, Theme.scale)) + 14
        border.color: pane.activeFocus ? Theme.accent : Theme.line
        color: Theme.page
        radius: Theme.radiusControl - 2
        visible: proposed.long

        ListView {
            id: pane

            Accessible.name: qsTr("What it proposed")
            Accessible.role: Accessible.List
            activeFocusOnTab: contentHeight > height
            anchors.fill: parent
            anchors.leftMargin: 10
            anchors.margins: 7
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            interactive: contentHeight > height
            keyNavigationEnabled: false
            model: proposed.long ? proposed.value.split("\n") : []
            objectName: "proposed:" + proposed.name

            Keys.onDownPressed: contentY = Math.min(Math.max(0, contentHeight - height), contentY + Theme.bodyLine)
            Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.bodyLine)
            ScrollBar.vertical: ThinScrollBar {}
            delegate: Text {
                required property string modelData

                Accessible.name: modelData
                Accessible.role: Accessible.ListItem
                color: Theme.textSoft
                font.family: Theme.mono
                // Each character as it is: two hyphens are two.
                font.features: ({
                        "calt": 0,
                        "liga": 0
                    })
                font.pixelSize: Theme.code
                text: modelData
                textFormat: Text.PlainText
                width: ListView.view.width
                wrapMode: Text.Wrap
            }
        }
    }
}
