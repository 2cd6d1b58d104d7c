pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components

// What can be done with a branch.
PopupMenu {
    id: menu

    required property BranchesViewModel branches
    property BranchChip chip

    signal renameRequested(string key)

    function openFor(wanted: BranchChip): void {
        chip = wanted;
        popup(wanted, 0, wanted.height + 2);
    }

    objectName: "branchMenu"

    MenuEntry {
        enabled: menu.chip !== null && !menu.chip.current
        iconName: "compare"
        objectName: "compareBranch"
        text: qsTr("Compare with the one in view")

        onTriggered: menu.branches.compareWith(menu.chip.key)
    }
    MenuEntry {
        iconName: "pencil"
        objectName: "renameBranch"
        shortcutText: "F2"
        text: qsTr("Rename")

        onTriggered: menu.renameRequested(menu.chip.key)
    }
    MenuEntry {
        iconName: "pin"
        objectName: "pinBranch"
        text: menu.chip && menu.chip.pinned ? qsTr("Unpin") : qsTr("Pin")

        onTriggered: menu.branches.pin(menu.chip.key, !menu.chip.pinned)
    }
    MenuEntry {
        enabled: menu.chip !== null && !menu.chip.main
        iconName: "check"
        objectName: "mainBranch"
        text: qsTr("Set as main")

        onTriggered: menu.branches.setMain(menu.chip.key)
    }
    MenuEntry {
        enabled: menu.chip !== null && !menu.chip.main
        grave: enabled
        iconName: "trash"
        objectName: "deleteBranch"
        shortcutText: qsTr("Del")
        text: qsTr("Delete")

        onTriggered: menu.branches.trash(menu.chip.key)
    }
}
