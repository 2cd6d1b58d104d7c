import QtQuick
import Theme

// Something takes a while: a thin line along which a stone moves slowly. Still when motion is off.
Item {
    id: line

    property bool running: visible

    Accessible.ignored: true
    clip: true
    implicitHeight: 3
    implicitWidth: 120

    Rectangle {
        anchors.fill: parent
        color: Theme.sunk
        radius: height / 2
    }
    Rectangle {
        id: stone

        color: Theme.accent
        height: parent.height
        opacity: 0.75
        radius: height / 2
        width: parent.width * 0.3
        x: Theme.reduceMotion ? parent.width * 0.35 : 0

        SequentialAnimation on x {
            loops: Animation.Infinite
            running: line.running && line.visible && !Theme.reduceMotion

            NumberAnimation {
                duration: 1100
                easing.type: Easing.InOutSine
                from: 0
                to: line.width - stone.width
            }
            NumberAnimation {
                duration: 1100
                easing.type: Easing.InOutSine
                from: line.width - stone.width
                to: 0
            }
        }
    }
}
