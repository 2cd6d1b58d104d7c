import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One deleted conversation, or a branch of one.
Item {
    id: row

    required property string key
    required property string title
    required property string when
    required property bool branch
    required property string of

    signal restored

    readonly property string theirs: qsTr("Branch of “%1”").arg(of)

    Accessible.name: [title, branch ? theirs : "", qsTr("deleted %1").arg(when)].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: layout.implicitHeight + 16

    RowLayout {
        id: layout

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.pixelSize: Theme.row
                text: row.title
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                elide: Text.ElideRight
                objectName: "trashedOf"
                text: row.theirs
                visible: row.branch
            }
        }
        SmallText {
            Accessible.ignored: true
            text: qsTr("deleted %1").arg(row.when)
        }
        TextButton {
            Accessible.name: qsTr("Restore %1").arg(row.title)
            objectName: "restore:" + row.key
            text: qsTr("Restore")

            onClicked: row.restored()
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
