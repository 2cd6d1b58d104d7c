pragma ComponentBehavior: Bound

import QtQuick
import Theme

// Three stones, the widest below: the mark of Cairn.
Item {
    id: mark

    property real extent: 20
    property color color: Theme.accent

    Accessible.ignored: true
    implicitHeight: extent * 0.9
    implicitWidth: extent * 0.92

    component Stone: Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: mark.color
        height: mark.extent * 0.25
        radius: height / 2
    }

    Stone {
        opacity: 0.8
        width: mark.extent * 0.42
        y: 0
    }
    Stone {
        opacity: 0.9
        width: mark.extent * 0.66
        y: mark.extent * 0.325
    }
    Stone {
        width: mark.extent * 0.92
        y: mark.extent * 0.65
    }
}
