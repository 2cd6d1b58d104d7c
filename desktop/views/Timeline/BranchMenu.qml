import QtQuick
import Cairn
import Components

// What can be done with a branch at the head.
BranchVerbs {
    id: menu

    required property BranchesViewModel branches
    property BranchChip chip

    signal renameWanted(string key)

    function openFor(wanted: BranchChip): void {
        chip = wanted;
        popup(wanted, 0, wanted.height + 2);
    }

    comparable: chip !== null && !chip.current
    main: chip !== null && chip.main
    pinned: chip !== null && chip.pinned

    onCompareRequested: branches.compareWith(chip.key)
    onDeleteRequested: branches.trash(chip.key)
    onLinkRequested: branches.copyLink(chip.key)
    onMainRequested: branches.setMain(chip.key)
    onPinRequested: pinned => branches.pin(chip.key, pinned)
    onRenameRequested: menu.renameWanted(chip.key)
}
