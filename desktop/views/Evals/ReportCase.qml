pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// A case in the table: how often each candidate passed it, and how that stands to the baseline.
ItemDelegate {
    id: row

    required property int index
    required property string key
    required property string name
    required property string asked
    required property var passed
    required property var changes
    required property var tones
    required property string spoken
    required property var names
    required property real margin
    required property real first
    // The figures stand below the name.
    required property bool stacked
    property bool current: false

    readonly property real column: width - 2 * margin
    readonly property real cell: (column - first - 20) / Math.max(1, passed.length)

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: stacked ? head.implicitHeight + cells.implicitHeight + 26 : Math.round(52 * Math.max(1, Theme.scale))
    leftInset: margin
    objectName: "reportCase:" + name
    rightInset: margin
    text: name

    background: Rectangle {
        color: row.down ? Theme.press : row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow
    }
    contentItem: Item {
        Column {
            id: head

            spacing: 2
            width: row.stacked ? row.column - 20 : row.first - 12
            x: row.margin + 10 - row.leftPadding
            y: row.stacked ? 10 - row.topPadding : (parent.height - height) / 2

            Text {
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: Font.Medium
                text: row.name
                textFormat: Text.PlainText
                width: parent.width
            }
            SmallText {
                elide: Text.ElideRight
                maximumLineCount: 1
                text: row.asked
                width: parent.width
            }
        }
        Item {
            id: below

            height: row.stacked ? cells.implicitHeight : parent.height
            width: row.column - 20 - (row.stacked ? 0 : row.first)
            x: head.x + (row.stacked ? 0 : row.first)
            y: row.stacked ? head.y + head.height + 6 : 0

            Flow {
                id: cells

                anchors.verticalCenter: parent.verticalCenter
                spacing: row.stacked ? 4 : 0
                width: parent.width

                Repeater {
                    model: row.passed.length

                    Row {
                        id: figure

                        required property int index

                        readonly property string tone: row.tones[index] ?? "plain"

                        height: Math.round(22 * Theme.scale)
                        spacing: 8
                        width: row.stacked ? implicitWidth + 12 : row.cell

                        SmallText {
                            anchors.verticalCenter: parent.verticalCenter
                            elide: Text.ElideMiddle
                            text: row.names[figure.index] ?? ""
                            visible: row.stacked
                            width: Math.min(implicitWidth, below.width / 2)
                        }
                        Text {
                            anchors.verticalCenter: parent.verticalCenter
                            color: Theme.text
                            font.family: Theme.sans
                            font.features: ({
                                    "tnum": 1
                                })
                            font.pixelSize: Theme.row
                            text: row.passed[figure.index] ?? ""
                            textFormat: Text.PlainText
                        }
                        VerdictBadge {
                            anchors.verticalCenter: parent.verticalCenter
                            text: row.changes[figure.index] ?? ""
                            tone: figure.tone
                            visible: text !== ""
                        }
                    }
                }
            }
        }
    }
}
