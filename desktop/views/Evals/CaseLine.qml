pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One case of the list.
ItemDelegate {
    id: row

    required property int index
    required property string caseId
    required property string name
    required property string asked
    required property var tags
    required property string checks
    property bool current: false

    signal removed

    Accessible.name: [name, checks, ...tags].join(", ")
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    bottomPadding: 0
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(52 * Math.max(1, Theme.scale))
    text: name
    topPadding: 0

    background: Rectangle {
        color: row.down ? Theme.press : row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow
    }
    contentItem: RowLayout {
        spacing: 10

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: Font.Medium
                text: row.name
                textFormat: Text.PlainText
            }
            SmallText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                maximumLineCount: 1
                text: row.asked
            }
        }
        Repeater {
            model: row.tags.slice(0, 2)

            Badge {
                required property string modelData

                Accessible.ignored: true
                Layout.maximumWidth: 96 * Theme.scale
                clip: true
                text: modelData
            }
        }
        SmallText {
            text: row.checks
        }
        IconButton {
            extent: Math.round(28 * Math.max(1, Theme.scale))
            focusPolicy: Qt.NoFocus
            iconName: "trash"
            objectName: "deleteCase:" + row.caseId
            opacity: row.hovered || row.current ? 1 : 0
            shortcutText: qsTr("Del")
            text: qsTr("Delete: %1").arg(row.name)

            onClicked: row.removed()
        }
    }
}
