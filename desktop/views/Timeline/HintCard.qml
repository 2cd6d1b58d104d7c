import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What the timeline is for, and its keys.
Rectangle {
    Accessible.name: words.text + ". " + promise.text
    Accessible.role: Accessible.StaticText
    border.color: Theme.line
    color: Theme.card
    implicitHeight: column.implicitHeight + 22
    objectName: "timelineHint"
    radius: Theme.radiusControl

    component Does: SmallText {
        Accessible.ignored: true
        Layout.rightMargin: 3
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: 11
        anchors.right: parent.right
        anchors.rightMargin: 11
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4

        Text {
            id: words

            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.text
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: Theme.row
            font.weight: Font.Medium
            text: qsTr("Continue from any step")
            textFormat: Text.PlainText
        }
        SmallText {
            id: promise

            Accessible.ignored: true
            Layout.fillWidth: true
            text: qsTr("A new branch. This one stays as it is.")
            wrapMode: Text.Wrap
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 1
            spacing: 5

            KeyCap {
                text: "↑↓"
            }
            Does {
                text: qsTr("walk")
            }
            KeyCap {
                text: qsTr("Enter")
            }
            Does {
                text: qsTr("continue")
            }
            KeyCap {
                text: "P"
            }
            Does {
                text: qsTr("pin")
            }
        }
    }
}
