import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One rule: what it decides, for what, where and since when.
Item {
    id: row

    required property string key
    required property string tool
    required property string pattern
    required property string place
    required property bool allows
    required property string since

    readonly property string verdict: allows ? qsTr("Allow") : qsTr("Never")
    readonly property string reach: pattern === "" ? qsTr("anything") : pattern

    readonly property string age: qsTr("since %1").arg(since)

    signal withdrawn

    Accessible.name: [verdict, tool, reach, place, age].join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: layout.implicitHeight + 20

    RowLayout {
        id: layout

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        Badge {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.max(implicitWidth, 68 * Theme.scale)
            ground: row.allows ? Theme.accentSoft : Theme.removed
            iconName: row.allows ? "check" : "close"
            ink: row.allows ? Theme.accent : Theme.brick
            text: row.verdict
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: 10

                SmallText {
                    Accessible.ignored: true
                    color: Theme.text
                    font.pixelSize: Theme.row
                    font.weight: Font.Medium
                    text: row.tool
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: row.pattern === "" ? Theme.textSoft : Theme.text
                    elide: Text.ElideMiddle
                    font.family: row.pattern === "" ? Theme.sans : Theme.mono
                    maximumLineCount: 1
                    objectName: "rulePattern"
                    text: row.reach
                }
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                elide: Text.ElideRight
                text: [row.place, row.age].join(" · ")
            }
        }
        TextButton {
            Accessible.name: [qsTr("Withdraw the rule"), row.tool, row.reach].join(", ")
            objectName: "withdraw:" + row.key
            text: qsTr("Withdraw")

            onClicked: row.withdrawn()
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
