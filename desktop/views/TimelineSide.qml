import QtQuick
import Cairn
import Theme
import Timeline

// The timeline at the right: beside the page, or over it where the window is too narrow, or a rail.
Item {
    id: side

    required property FrameViewModel frame
    required property TimelineViewModel timeline
    // Whether the page is that of a conversation.
    required property bool active
    // Whether the page shows what was walked to, and so must be seen.
    property bool lookingBack: false
    property string undoHint

    readonly property bool wide: Theme.isWide(width)
    readonly property bool beside: wide && frame.timelineShown
    // Over the page, while the window is not wide.
    property bool over: false
    // What the page leaves free.
    readonly property real room: !active ? 0 : beside || (over && lookingBack) ? pane.width : rail.width

    signal leaveRequested

    function fold(): void {
        if (wide)
            frame.showTimeline(!frame.timelineShown);
        else
            over = !over;
        if (over || beside)
            pane.focusList();
        else
            leaveRequested();
    }

    onActiveChanged: over = false
    onWideChanged: over = false

    TimelineRail {
        id: rail

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.top: parent.top
        foldHint: shortcut.nativeText
        visible: side.active && !side.beside

        onUnfoldRequested: side.fold()
    }
    MouseArea {
        anchors.fill: parent
        enabled: side.over && !side.lookingBack

        onClicked: side.over = false
    }
    TimelinePane {
        id: pane

        // How much of it is out, from 0 to 1. What moves is this: a window that is made wider or
        // narrower moves nothing.
        property real out: side.beside || side.over ? 1 : 0

        foldHint: shortcut.nativeText
        height: parent.height
        timeline: side.timeline
        undoHint: side.undoHint
        visible: side.active && out > 0
        width: Theme.timelineWidth
        x: side.width - width * out

        onFoldRequested: side.fold()
        onLeaveRequested: {
            side.over = false;
            side.leaveRequested();
        }

        Behavior on out {
            enabled: side.active && !side.wide

            NumberAnimation {
                duration: Theme.calm
                easing.type: Easing.OutCubic
            }
        }
    }
    Shortcut {
        id: shortcut

        enabled: side.active && side.enabled
        sequence: "Ctrl+T"

        onActivated: side.fold()
    }
}
