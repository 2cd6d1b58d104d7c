import QtQuick
import Components
import Theme

// What can be done with a whole message, under its last row; there when the mouse is.
Item {
    id: tools

    property bool atRight: false
    property bool shown: false

    signal copyRequested

    IconButton {
        id: copy

        anchors.left: tools.atRight ? undefined : parent.left
        anchors.leftMargin: -7
        anchors.right: tools.atRight ? parent.right : undefined
        anchors.rightMargin: -3
        anchors.top: parent.top
        anchors.topMargin: 2
        extent: Math.round(28 * Math.max(1, Theme.scale))
        iconName: done.running ? "check" : "copy"
        objectName: "copyMessageButton"
        opacity: tools.shown || hovered || visualFocus || done.running ? 1 : 0
        text: qsTr("Copy message")
        tint: done.running ? Theme.accent : Theme.textSoft

        onClicked: {
            done.restart();
            tools.copyRequested();
        }

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
            }
        }
    }
    Timer {
        id: done

        interval: 1200
    }
}
