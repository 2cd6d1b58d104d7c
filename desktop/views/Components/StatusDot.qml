import QtQuick
import Theme

// A small round sign beside a word that says the same. `hollow` draws only the outline.
Rectangle {
    property color tint: Theme.accent
    property bool hollow: false

    Accessible.ignored: true
    border.color: tint
    border.width: hollow ? 1.5 : 0
    color: hollow ? "transparent" : tint
    implicitHeight: Math.round(7 * Theme.scale)
    implicitWidth: Math.round(7 * Theme.scale)
    radius: height / 2
}
