import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// A message for both branches at once.
ColumnLayout {
    id: sender

    required property BothViewModel both

    signal showRequested(string branchId)

    spacing: 6

    RowLayout {
        spacing: 8
        visible: sender.both.hindrance !== ""

        StatusDot {
            tint: sender.both.waits ? Theme.amber : Theme.accent
        }
        SmallText {
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth) + 1
            color: sender.both.waits ? Theme.amber : Theme.textSoft
            elide: Text.ElideRight
            objectName: "bothHindrance"
            text: sender.both.hindrance
        }
        TextButton {
            id: show

            implicitHeight: Math.round(26 * Math.max(1, Theme.scale))
            objectName: "showWaiting"
            text: qsTr("Look at it")
            visible: sender.both.waits

            onClicked: sender.showRequested(sender.both.hindering)
        }
    }
    RowLayout {
        spacing: 8

        WritingBox {
            Layout.fillWidth: true
            fewest: 1
            hint: qsTr("Send the same message to both")
            inputName: "bothField"
            most: 5
            name: qsTr("Message to both branches")
            value: sender.both.text

            Keys.onPressed: event => {
                const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (enter && event.modifiers & Qt.ControlModifier && !event.isAutoRepeat) {
                    event.accepted = true;
                    sender.both.send();
                }
            }
            onWritten: text => sender.both.write(text)
        }
        TextButton {
            Layout.alignment: Qt.AlignBottom
            enabled: sender.both.canSend
            objectName: "runBoth"
            primary: true
            shortcutText: qsTr("Ctrl+Enter")
            text: qsTr("Run both")

            onClicked: sender.both.send()
        }
    }
}
