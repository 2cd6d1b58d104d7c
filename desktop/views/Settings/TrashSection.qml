pragma ComponentBehavior: Bound

import QtQuick
import Cairn

// What was deleted, to be taken back.
SettingsList {
    id: list

    required property TrashViewModel trash

    Accessible.name: qsTr("Trash")
    emptyTitle: qsTr("The trash is empty")
    emptyWords: qsTr("Conversations, branches, suites, cases and runs that you delete come here.")
    model: trash.model
    objectName: "trashList"
    reading: trash.state === TrashViewModel.State.READING

    delegate: TrashRow {
        width: list.width - 2 * list.margin

        onRestored: list.trash.restore(key)
    }
    header: SectionWords {
        text: qsTr("What you delete stays here until you take it back. Nothing in it runs or asks you meanwhile, and nothing is thrown away.")
        width: list.width - 2 * list.margin
    }
}
