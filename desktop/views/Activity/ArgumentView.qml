import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One argument as it was proposed, and beside it as the person changed it.
ColumnLayout {
    id: view

    required property string key
    required property string proposed
    required property bool proposedCut
    required property string edited
    required property bool editedCut
    required property bool changed
    required property ActivityViewModel activity

    spacing: 4

    SmallText {
        Layout.fillWidth: true
        elide: Text.ElideRight
        text: view.key
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 10
        columns: view.changed && view.width > 440 * Theme.scale ? 2 : 1
        rowSpacing: 6
        uniformCellWidths: true

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 4

            SmallText {
                font.pixelSize: 11.5 * Theme.scale
                text: qsTr("As proposed")
                visible: view.changed
            }
            LongText {
                Layout.fillWidth: true
                beginning: view.proposed
                cut: view.proposedCut
                ground: view.changed ? Theme.removed : Theme.sunk
                name: view.changed ? qsTr("%1 as proposed").arg(view.key) : view.key
                objectName: "proposed:" + view.key
                whole: () => view.activity.wholeArgument(view.key, false)
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 4
            visible: view.changed

            SmallText {
                font.pixelSize: 11.5 * Theme.scale
                text: qsTr("As you changed it")
            }
            LongText {
                Layout.fillWidth: true
                beginning: view.edited
                cut: view.editedCut
                ground: Theme.added
                name: qsTr("%1 as you changed it").arg(view.key)
                objectName: "edited:" + view.key
                whole: () => view.activity.wholeArgument(view.key, true)
            }
        }
    }
}
