import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// A message for both branches at once.
ColumnLayout {
    id: sender

    required property BothViewModel both

    spacing: 6

    SmallText {
        Layout.fillWidth: true
        color: Theme.amber
        elide: Text.ElideRight
        objectName: "bothHindrance"
        text: sender.both.hindrance
        visible: text !== ""
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
