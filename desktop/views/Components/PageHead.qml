import QtQuick
import QtQuick.Layouts
import Theme

// The top of a page that stands in place of the conversation: the way back, its name, and more.
Item {
    id: head

    required property string title
    property string backHint
    default property alias actions: row.data

    signal backRequested

    implicitHeight: Math.round(52 * Math.max(1, Theme.scale))

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 16
        anchors.rightMargin: 16
        spacing: 8

        IconButton {
            iconName: "arrow-left"
            objectName: "back"
            shortcutText: head.backHint
            text: qsTr("Back")

            onClicked: head.backRequested()
        }
        TitleText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            objectName: "pageTitle"
            text: head.title
        }
        RowLayout {
            id: row

            spacing: 8
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
