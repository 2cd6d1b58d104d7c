import QtQuick
import Components
import Theme

// What is left of the folded timeline.
Rectangle {
    id: rail

    property string foldHint

    signal unfoldRequested

    color: Theme.side
    implicitWidth: Theme.railWidth

    Hairline {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        vertical: true
    }
    IconButton {
        anchors.horizontalCenter: parent.horizontalCenter
        iconName: "timeline"
        objectName: "unfoldTimeline"
        shortcutText: rail.foldHint
        text: qsTr("Show the timeline")
        y: 11

        onClicked: rail.unfoldRequested()
    }
}
