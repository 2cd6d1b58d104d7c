import QtQuick
import QtQuick.Controls.Basic
import Theme

// A scroll bar that keeps out of the way.
ScrollBar {
    id: bar

    Accessible.ignored: true
    minimumSize: 0.06
    padding: 2

    background: null
    contentItem: Rectangle {
        color: Theme.text
        implicitHeight: bar.interactive && bar.hovered ? 8 : 6
        implicitWidth: bar.interactive && bar.hovered ? 8 : 6
        opacity: bar.size >= 1 ? 0 : bar.pressed ? 0.45 : bar.hovered ? 0.35 : bar.active ? 0.22 : 0
        radius: width / 2

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.calm
            }
        }
    }
}
