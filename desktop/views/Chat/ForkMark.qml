import QtQuick
import Components
import Theme

// Where branches part: which way this one goes, and the ways beside it.
TranscriptRow {
    id: row

    required property string key
    required property string name
    required property int count
    required property int place

    readonly property string way: name === "" ? qsTr("main") : name

    component Turn: IconButton {
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        extent: Math.round(28 * Math.max(1, Theme.scale))
    }

    above: 4
    answer: false
    tooled: false

    Item {
        height: ways.height
        width: row.column

        Hairline {
            anchors.left: parent.left
            anchors.right: ways.left
            anchors.rightMargin: 10
            anchors.verticalCenter: parent.verticalCenter
        }
        Row {
            id: ways

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 4

            Turn {
                iconName: "chevron-left"
                objectName: "wayBefore"
                shortcutText: row.view ? row.view.wayBeforeHint : ""
                text: qsTr("The way before")

                onClicked: row.view.takeWay(row.key, -1)
            }
            SmallText {
                Accessible.name: qsTr("Way %1 of %2: %3").arg(row.place + 1).arg(row.count).arg(row.way)
                Accessible.role: Accessible.StaticText
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.text
                objectName: "wayPlace"
                text: qsTr("%1/%2").arg(row.place + 1).arg(row.count)
            }
            Turn {
                iconName: "chevron-right"
                objectName: "wayAfter"
                shortcutText: row.view ? row.view.wayAfterHint : ""
                text: qsTr("The next way")

                onClicked: row.view.takeWay(row.key, 1)
            }
            SmallText {
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                elide: Text.ElideRight
                leftPadding: 4
                text: row.way
                width: Math.min(implicitWidth, row.column * 0.5)
            }
        }
        Hairline {
            anchors.left: ways.right
            anchors.leftMargin: 10
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
