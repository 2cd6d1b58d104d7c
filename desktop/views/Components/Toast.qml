import QtQuick
import QtQuick.Layouts
import Theme

// A few words about what was just done, with one way back. The owner shows and hides it.
Rectangle {
    id: toast

    required property string sentence
    property string action
    property string shortcutText

    signal accepted
    signal dismissed

    Accessible.name: sentence
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.line
    color: Theme.card
    implicitHeight: Math.max(Math.round(44 * Math.max(1, Theme.scale)), layout.implicitHeight + 12)
    implicitWidth: layout.implicitWidth + 24
    radius: Theme.radiusCard

    RowLayout {
        id: layout

        anchors.fill: parent
        anchors.leftMargin: 14
        anchors.rightMargin: 6
        spacing: 4

        Text {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.text
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: 13.5 * Theme.scale
            maximumLineCount: 2
            text: toast.sentence
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
        }
        TextButton {
            objectName: "toastAction"
            quiet: true
            shortcutText: toast.shortcutText
            text: toast.action
            visible: toast.action !== ""

            onClicked: toast.accepted()
        }
        IconButton {
            iconName: "close"
            objectName: "toastClose"
            text: qsTr("Close")

            onClicked: toast.dismissed()
        }
    }
}
