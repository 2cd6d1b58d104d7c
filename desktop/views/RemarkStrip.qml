import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One quiet line at the bottom of the window. It takes its room from the page and covers nothing.
Rectangle {
    id: strip

    required property RemarksViewModel remarks

    readonly property bool read: visible && Window.active

    Accessible.name: remarks.sentence
    Accessible.role: Accessible.AlertMessage
    color: remarks.grave ? Theme.removed : Theme.sunk
    height: visible ? implicitHeight : 0
    implicitHeight: layout.implicitHeight + 8
    objectName: "remarkStrip"
    visible: remarks.shown

    onReadChanged: {
        if (read)
            remarks.seen();
    }

    Hairline {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
    }
    RowLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        Icon {
            color: Theme.brick
            name: "warning"
            visible: strip.remarks.grave
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: strip.remarks.grave ? Theme.text : Theme.textSoft
            objectName: "remarkSentence"
            text: strip.remarks.sentence
            wrapMode: Text.Wrap
        }
        TextButton {
            objectName: "remarkAction"
            quiet: !strip.remarks.grave
            text: strip.remarks.action
            visible: text !== ""

            onClicked: strip.remarks.accept()
        }
        IconButton {
            iconName: "close"
            objectName: "remarkClose"
            text: qsTr("Close")

            onClicked: strip.remarks.dismiss()
        }
    }
}
