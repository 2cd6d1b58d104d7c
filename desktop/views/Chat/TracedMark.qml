import QtQuick
import Components
import Theme

// Says that what happens in this conversation is told to a server.
SmallText {
    id: mark

    property string host
    // Where there is little room.
    property bool brief: false

    Accessible.description: told
    color: Theme.amber
    elide: Text.ElideRight
    objectName: "tracedMark"
    text: brief ? qsTr("Traced") : qsTr("Traced to %1").arg(host)
    visible: host !== ""
    width: Math.min(implicitWidth, 260 * Theme.scale)

    readonly property string told: qsTr("What is said here, and what tools are given and give back, is also sent to LangSmith at %1. Settings, Tracing, says how to end this.").arg(host)

    HoverHandler {
        id: hover
    }
    Tip {
        text: mark.told
        visible: hover.hovered
    }
}
