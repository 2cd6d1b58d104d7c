import QtQuick
import Theme

// Shows where the keyboard is. Lives inside the control it surrounds.
Rectangle {
    property real inset: -3

    anchors.fill: parent
    anchors.margins: inset
    border.color: Theme.accent
    border.width: 2
    color: "transparent"
    radius: Theme.radiusControl + 3
}
