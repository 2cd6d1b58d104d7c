import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What is left of the folded sidebar.
Rectangle {
    id: rail

    property string foldHint
    property string newHint

    signal unfoldRequested
    signal newRequested

    color: Theme.side
    implicitWidth: Theme.railWidth

    ColumnLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 11
        spacing: 8

        IconButton {
            iconName: "sidebar"
            objectName: "unfoldSidebar"
            shortcutText: rail.foldHint
            text: qsTr("Show the sidebar")

            onClicked: rail.unfoldRequested()
        }
        IconButton {
            framed: true
            iconName: "plus"
            objectName: "railNew"
            shortcutText: rail.newHint
            text: qsTr("New conversation")

            onClicked: rail.newRequested()
        }
    }
}
