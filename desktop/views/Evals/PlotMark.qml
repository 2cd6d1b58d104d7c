import QtQuick
import Theme

// The sign of a line in the plot: its form tells it as well as its colour.
Item {
    id: mark

    required property int line

    readonly property color tint: [Theme.accent, Theme.amber, Theme.brick, Theme.textSoft][line % 4]

    // How much larger than usual it is drawn.
    property real weight: 1

    implicitHeight: 10
    implicitWidth: 10

    Rectangle {
        anchors.centerIn: parent
        antialiasing: true
        border.color: mark.tint
        border.width: 2
        color: mark.line % 4 === 3 ? Theme.page : mark.tint
        height: (mark.line % 2 === 1 ? 8 : 10) * mark.weight
        radius: mark.line % 4 === 0 || mark.line % 4 === 3 ? height / 2 : 1
        rotation: mark.line % 4 === 1 ? 45 : 0
        width: height
    }
}
