import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One model: which it is, where it is served, who reads along, and whether it is used.
Item {
    id: row

    required property string key
    required property string title
    required property string about
    required property int reach
    required property bool used
    property bool fixed: false

    readonly property bool own: key !== ""
    readonly property bool away: reach === ConnectionFormViewModel.Reach.AWAY || reach === ConnectionFormViewModel.Reach.OPEN
    readonly property list<string> reaches: ["", qsTr("Nothing leaves this machine"), qsTr("Your messages leave this machine"), qsTr("Your messages leave this machine, unencrypted")]

    signal usedNow
    signal changeWanted
    signal removed

    Accessible.name: [title, about, reaches[reach], used ? qsTr("used now") : ""].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: layout.implicitHeight + 20

    GridLayout {
        id: layout

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: 12
        columns: row.width < 520 * Theme.scale ? 1 : 2
        rowSpacing: 6

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: 10

                SmallText {
                    Accessible.ignored: true
                    Layout.maximumWidth: row.width * 0.6
                    color: Theme.text
                    elide: Text.ElideMiddle
                    font.pixelSize: Theme.row
                    font.weight: Font.Medium
                    text: row.title
                }
                Badge {
                    Accessible.ignored: true
                    ground: Theme.accentSoft
                    iconName: "check"
                    ink: Theme.accent
                    text: qsTr("Used now")
                    visible: row.used
                }
                Item {
                    Layout.fillWidth: true
                }
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                text: row.about
                visible: text !== ""
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: row.reach === ConnectionFormViewModel.Reach.OPEN ? Theme.brick : Theme.textSoft
                objectName: "reach:" + row.key
                text: row.reaches[row.reach]
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
        RowLayout {
            Layout.alignment: layout.columns === 2 ? Qt.AlignRight | Qt.AlignVCenter : Qt.AlignLeft
            spacing: 4

            TextButton {
                Accessible.name: qsTr("Use %1").arg(row.title)
                objectName: "useModel:" + row.key
                text: qsTr("Use")
                visible: !row.used && !row.fixed

                onClicked: row.usedNow()
            }
            TextButton {
                Accessible.name: qsTr("Change %1").arg(row.title)
                objectName: "changeModel:" + row.key
                quiet: true
                text: qsTr("Change")
                visible: row.own

                onClicked: row.changeWanted()
            }
            TextButton {
                Accessible.name: qsTr("Remove %1").arg(row.title)
                objectName: "removeModel:" + row.key
                quiet: true
                text: qsTr("Remove")
                visible: row.own

                onClicked: row.removed()
            }
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
