import QtQuick
import Components
import Theme

// Where an action stands, as a round sign; the word for it stands beside it.
Rectangle {
    id: mark

    required property string tone

    readonly property color ink: tone === "waiting" || tone === "unknown" ? Theme.amber : tone === "failed" ? Theme.brick : tone === "done" ? Theme.accent : Theme.textSoft
    readonly property string iconName: tone === "unknown" ? "question" : tone === "failed" ? "warning" : tone === "rejected" ? "close" : tone === "done" ? "check" : tone === "running" ? "play" : "clock"

    Accessible.ignored: true
    color: tone === "waiting" || tone === "unknown" ? Theme.amberSoft : tone === "failed" ? Theme.removed : tone === "done" ? Theme.accentSoft : Theme.sunk
    implicitHeight: Math.round(22 * Theme.scale)
    implicitWidth: implicitHeight
    radius: height / 2

    Icon {
        anchors.centerIn: parent
        color: mark.ink
        name: mark.iconName
        size: Math.round(12 * Theme.scale)
    }
}
