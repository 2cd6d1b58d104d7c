import QtQuick
import Theme

// What can be done with a branch, wherever it is listed.
PopupMenu {
    id: menu

    property bool main: false
    property bool pinned: false
    // Whether another branch of its conversation is in view.
    property bool comparable: false

    signal compareRequested
    signal deleteRequested
    signal linkRequested
    signal mainRequested
    signal pinRequested(bool pinned)
    signal renameRequested

    objectName: "branchMenu"
    width: Math.round(252 * Theme.scale)

    MenuEntry {
        enabled: menu.comparable
        iconName: "compare"
        objectName: "compareBranch"
        text: qsTr("Compare with the one in view")

        onTriggered: menu.compareRequested()
    }
    MenuEntry {
        iconName: "pencil"
        objectName: "renameBranch"
        shortcutText: "F2"
        text: qsTr("Rename")

        onTriggered: menu.renameRequested()
    }
    MenuEntry {
        iconName: "pin"
        objectName: "pinBranch"
        text: menu.pinned ? qsTr("Unpin") : qsTr("Pin")

        onTriggered: menu.pinRequested(!menu.pinned)
    }
    MenuEntry {
        iconName: "copy"
        objectName: "copyBranchLink"
        text: qsTr("Copy link")

        onTriggered: menu.linkRequested()
    }
    MenuEntry {
        enabled: !menu.main
        iconName: "check"
        objectName: "mainBranch"
        text: qsTr("Set as main")

        onTriggered: menu.mainRequested()
    }
    MenuEntry {
        enabled: !menu.main
        grave: enabled
        iconName: "trash"
        objectName: "deleteBranch"
        shortcutText: qsTr("Del")
        text: qsTr("Delete")

        onTriggered: menu.deleteRequested()
    }
}
