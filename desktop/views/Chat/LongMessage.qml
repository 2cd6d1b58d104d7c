import QtQuick
import QtQuick.Layouts
import Components
import Theme

// In the place of the editor, for a message that takes too long to lay out: why, and the way on.
Rectangle {
    id: note

    required property int count

    signal copyRequested
    signal leaveRequested

    Accessible.name: words.text
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.line
    color: Theme.card
    implicitHeight: layout.implicitHeight + 22
    radius: Theme.radiusCard

    Component.onCompleted: copy.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: leaveRequested()

    ColumnLayout {
        id: layout

        anchors.fill: parent
        anchors.bottomMargin: 8
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        anchors.topMargin: 12
        spacing: 8

        BodyText {
            id: words

            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.rightMargin: 6
            objectName: "longMessage"
            text: qsTr("This message has %L1 characters, too many to be changed here. Copy it, change it in another program, continue from the answer before it, and paste it there.").arg(note.count)
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: 8

            TextButton {
                objectName: "leaveEdit"
                quiet: true
                shortcutText: qsTr("Esc")
                text: qsTr("Cancel")

                onClicked: note.leaveRequested()
            }
            TextButton {
                id: copy

                objectName: "copyLong"
                text: qsTr("Copy")

                onClicked: note.copyRequested()
            }
        }
    }
}
