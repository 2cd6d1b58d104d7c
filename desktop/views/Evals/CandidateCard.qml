pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What a candidate has come to: its rate with the interval around it, and what it took.
Rectangle {
    id: card

    required property int index
    required property string name
    required property bool tried
    required property real rate
    required property real low
    required property real high
    required property string percent
    required property string counts
    required property string interval
    required property string spent
    required property string alarm

    readonly property color tint: alarm === "" ? Theme.accent : Theme.brick

    Accessible.description: [spent, alarm].filter(part => part !== "").join(". ")
    Accessible.name: [name, alarm === "" ? "" : qsTr("worse than the baseline"), percent, interval, counts].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    border.color: alarm === "" ? Theme.line : Theme.brick
    color: Theme.card
    implicitHeight: layout.implicitHeight + 28
    objectName: "reportCandidate:" + index
    radius: Theme.radiusCard

    ColumnLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            Text {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideMiddle
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: Font.Medium
                text: card.name
                textFormat: Text.PlainText
            }
            Badge {
                Accessible.ignored: true
                ground: Theme.removed
                iconName: "warning"
                ink: Theme.brick
                objectName: "worse:" + card.index
                text: qsTr("Worse than the baseline")
                visible: card.alarm !== ""
            }
            Text {
                Accessible.ignored: true
                color: card.tint
                font.family: Theme.sans
                font.features: ({
                        "tnum": 1
                    })
                font.pixelSize: Theme.display
                font.weight: Font.DemiBold
                text: card.percent
                textFormat: Text.PlainText
                visible: card.tried
            }
        }
        Item {
            id: bar

            Layout.fillWidth: true
            Layout.preferredHeight: 14
            visible: card.tried

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.sunk
                height: 6
                radius: 3
                width: parent.width
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: card.tint
                height: 6
                opacity: 0.35
                radius: 3
                width: Math.max(height, bar.width * (card.high - card.low))
                x: bar.width * card.low
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                border.color: Theme.card
                border.width: 2
                color: card.tint
                height: 14
                radius: 7
                width: 14
                x: Math.max(0, Math.min(bar.width - width, bar.width * card.rate - width / 2))
            }
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            text: [card.counts, card.interval].filter(part => part !== "").join(" · ")
            wrapMode: Text.Wrap
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            text: card.spent
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.brick
            text: card.alarm
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }
}
