import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One deleted thing. A conversation needs no words about what it is.
Item {
    id: row

    required property string key
    required property string title
    required property string when
    required property string about

    signal restored

    Accessible.name: [title, about, qsTr("deleted %1").arg(when)].filter(part => part !== "").join(", ")
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
                text: row.about
                visible: text !== ""
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
