import QtQuick
import Theme

// A step as a stone: wide and green for the person, amber for what waits, brick for what failed.
Rectangle {
    id: stone

    required property string tone

    readonly property bool waits: tone === "waiting" || tone === "unknown"
    readonly property bool open: tone === "running" || tone === "fork"
    readonly property color ink: tone === "you" || tone === "decided" || open ? Theme.accent : waits ? Theme.amber : tone === "failed" ? Theme.brick : Theme.textFaint
    readonly property real reach: tone === "you" ? 32 : waits || tone === "failed" ? 26 : tone === "tool" || open ? 15 : 21

    Accessible.ignored: true
    border.color: ink
    border.width: open ? 1.5 : 0
    color: open ? "transparent" : ink
    implicitHeight: Math.round(13 * Theme.scale)
    implicitWidth: Math.round(reach * Theme.scale)
    opacity: tone === "model" || tone === "calls" ? 0.7 : 1
    radius: height / 2
}
