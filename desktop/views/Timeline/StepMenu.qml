import QtQuick
import Cairn
import Components
import Theme

// What can be done with a step.
PopupMenu {
    id: menu

    required property TimelineViewModel timeline
    property string key
    property bool pinned
    property bool canTakeBack

    function openFor(row: StepRow): void {
        key = row.key;
        pinned = row.pinned;
        canTakeBack = row.canTakeBack;
        popup(row, Math.max(8, row.width - width), row.line);
    }

    objectName: "stepMenu"
    width: Math.round(236 * Theme.scale)

    MenuEntry {
        iconName: "branch"
        objectName: "continueEntry"
        shortcutText: qsTr("Enter")
        text: qsTr("Continue from here")

        onTriggered: menu.timeline.continueFrom(menu.key)
    }
    MenuEntry {
        iconName: "undo"
        objectName: "rewindEntry"
        shortcutText: "R"
        text: qsTr("Rewind files to here…")

        onTriggered: menu.timeline.rewindTo(menu.key)
    }
    MenuEntry {
        height: visible ? implicitHeight : 0
        iconName: "undo"
        objectName: "takeBackEntry"
        text: qsTr("Take back")
        visible: menu.canTakeBack

        onTriggered: menu.timeline.takeBack(menu.key)
    }
    MenuEntry {
        iconName: "compare"
        objectName: "compareEntry"
        text: qsTr("Compare with now")

        onTriggered: menu.timeline.compareFrom(menu.key)
    }
    MenuEntry {
        iconName: "suites"
        objectName: "caseEntry"
        shortcutText: "C"
        text: qsTr("Make a case…")

        onTriggered: menu.timeline.makeCase(menu.key)
    }
    MenuEntry {
        iconName: "pin"
        objectName: "pinEntry"
        shortcutText: "P"
        text: menu.pinned ? qsTr("Unpin") : qsTr("Pin")

        onTriggered: menu.timeline.togglePin(menu.key)
    }
    MenuEntry {
        iconName: "pencil"
        objectName: "nameEntry"
        shortcutText: "F2"
        text: qsTr("Name")

        onTriggered: menu.timeline.askName(menu.key)
    }
    MenuEntry {
        iconName: "search"
        objectName: "detailEntry"
        shortcutText: qsTr("Space")
        text: qsTr("Show the detail")

        onTriggered: menu.timeline.toggleDetail(menu.key)
    }
    MenuEntry {
        iconName: "copy"
        objectName: "copyLinkEntry"
        text: qsTr("Copy link")

        onTriggered: menu.timeline.copyLink(menu.key)
    }
    MenuEntry {
        iconName: "copy"
        objectName: "copyCheckpointEntry"
        text: qsTr("Copy checkpoint id")

        onTriggered: menu.timeline.copyCheckpoint(menu.key)
    }
}
