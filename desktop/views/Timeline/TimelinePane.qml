pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// The right pane: branches, steps, and how to go on from them.
FocusScope {
    id: pane

    required property TimelineViewModel timeline
    // As the shortcuts of the window read, for the hints.
    property string foldHint
    property string undoHint

    readonly property bool pinnedOnly: timeline.pins.only

    signal foldRequested
    signal leaveRequested

    function focusList(): void {
        if (pinnedOnly)
            pinned.forceActiveFocus(Qt.ShortcutFocusReason);
        else
            list.takeBack();
    }

    Accessible.name: qsTr("Timeline")
    Accessible.role: Accessible.Pane

    onPinnedOnlyChanged: {
        if (activeFocus)
            Qt.callLater(focusList);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.side
    }
    Hairline {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        vertical: true
    }
    TimelineHead {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: 10
        foldHint: pane.foldHint
        height: Math.round(48 * Math.max(1, Theme.scale))
        timeline: pane.timeline

        onFoldRequested: pane.foldRequested()
    }
    BranchChips {
        id: chips

        anchors.left: parent.left
        anchors.leftMargin: 13
        anchors.right: parent.right
        anchors.rightMargin: 10
        anchors.top: head.bottom
        anchors.topMargin: -6
        branches: pane.timeline.branches
        height: visible ? implicitHeight : 0
        visible: pane.timeline.branches.count > 1 || pane.timeline.branches.trashedCount > 0
    }
    StepList {
        id: list

        anchors.bottom: foot.top
        anchors.bottomMargin: 8
        anchors.left: parent.left
        anchors.leftMargin: 8
        anchors.right: parent.right
        anchors.top: chips.bottom
        anchors.topMargin: 6
        focus: true
        timeline: pane.timeline
        visible: !pane.pinnedOnly

        onLeaveRequested: pane.leaveRequested()
    }
    PinList {
        id: pinned

        anchors.fill: list
        pins: pane.timeline.pins
        visible: pane.pinnedOnly

        onLeaveRequested: pane.timeline.pins.showOnly(false)
    }
    LoadingLine {
        anchors.horizontalCenter: list.horizontalCenter
        visible: pane.timeline.state === TimelineViewModel.State.READING
        y: list.y + 40
    }
    SmallText {
        anchors.left: parent.left
        anchors.leftMargin: 24
        anchors.right: parent.right
        anchors.rightMargin: 24
        horizontalAlignment: Text.AlignHCenter
        objectName: "timelineEmpty"
        text: qsTr("Each step will stand here, so that you can go back to it.")
        visible: pane.timeline.state === TimelineViewModel.State.NOTHING_YET
        wrapMode: Text.Wrap
        y: list.y + 48
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: 16
        spacing: 8

        Toast {
            action: pane.timeline.branches.undo.word === "" ? qsTr("Undo") : pane.timeline.branches.undo.word
            objectName: "timelineUndo"
            sentence: pane.timeline.branches.undo.sentence
            shortcutText: pane.undoHint
            visible: pane.timeline.branches.undo.shown
            width: parent.width

            onAccepted: pane.timeline.branches.undo.undo()
            onDismissed: pane.timeline.branches.undo.dismiss()
        }
        HintCard {
            visible: pane.timeline.state === TimelineViewModel.State.ROWS && !pane.pinnedOnly
            width: parent.width
        }
    }
    RewindSheet {
        rewind: pane.timeline.rewind

        onClosed: pane.focusList()
    }
}
