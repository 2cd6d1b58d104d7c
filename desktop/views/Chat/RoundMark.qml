import QtQuick
import Components
import Theme

// The round mark at the start of an action's line.
Rectangle {
    id: round

    required property string iconName
    property bool bad: false
    property bool running: false

    color: bad ? Theme.removed : running ? Theme.sunk : Theme.accentSoft
    implicitHeight: Math.round(20 * Theme.scale)
    implicitWidth: implicitHeight
    radius: height / 2

    Icon {
        id: mark

        anchors.centerIn: parent
        color: round.bad ? Theme.brick : round.running ? Theme.textSoft : Theme.accent
        name: round.iconName
        size: Math.round(12 * Theme.scale)

        SequentialAnimation on opacity {
            loops: Animation.Infinite
            running: round.running && !Theme.reduceMotion

            onStopped: mark.opacity = 1

            NumberAnimation {
                duration: 600
                easing.type: Easing.InOutSine
                to: 0.3
            }
            NumberAnimation {
                duration: 600
                easing.type: Easing.InOutSine
                to: 1
            }
        }
    }
}
