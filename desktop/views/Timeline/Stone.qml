pragma ComponentBehavior: Bound

import QtQuick
import Components
import Theme

// A step as a stone: wide and green for the person, amber for what waits, brick for what failed.
// What the person decided, and what failed, bears a mark.
Rectangle {
    id: stone

    required property string tone

    readonly property bool waits: tone === "waiting" || tone === "unknown"
    readonly property bool open: tone === "running" || tone === "fork"
    readonly property string mark: tone === "approved" ? "check" : tone === "edited" ? "pencil" : tone === "rejected" ? "close" : tone === "answered" ? "arrow-up" : tone === "brought" ? "undo" : tone === "failed" ? "warning" : ""
    readonly property color ink: tone === "you" || open || decides ? Theme.accent : waits ? Theme.amber : tone === "failed" ? Theme.brick : Theme.textFaint
    readonly property bool decides: mark !== "" && tone !== "failed"
    readonly property real reach: tone === "you" ? 32 : waits ? 26 : mark !== "" ? 18 : tone === "tool" || open ? 15 : 21

    Accessible.ignored: true
    border.color: ink
    border.width: open || decides ? 1.5 : 0
    color: open || decides ? "transparent" : ink
    implicitHeight: Math.round((mark === "" ? 13 : 18) * Theme.scale)
    implicitWidth: Math.round(reach * Theme.scale)
    opacity: tone === "model" || tone === "calls" ? 0.7 : 1
    radius: height / 2

    Loader {
        active: stone.mark !== ""
        anchors.centerIn: parent

        sourceComponent: Icon {
            color: stone.decides ? stone.ink : Theme.side
            name: stone.mark
            size: Math.round(11 * Theme.scale)
        }
    }
}
