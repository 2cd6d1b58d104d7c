import QtQuick
import Components
import Theme

// What can be done with a whole message; there when the mouse is.
Item {
    id: tools

    property bool shown: false

    signal copyRequested

    implicitHeight: copy.height + 2
    implicitWidth: copy.width

    IconButton {
        id: copy

        extent: Math.round(28 * Math.max(1, Theme.scale))
        iconName: done.running ? "check" : "copy"
        objectName: "copyMessageButton"
        opacity: tools.shown || hovered || visualFocus || done.running ? 1 : 0
        text: qsTr("Copy message")
        tint: done.running ? Theme.accent : Theme.textSoft
        x: -7
        y: 2

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
