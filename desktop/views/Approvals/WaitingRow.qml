pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components

// What can be said to an action that waits; once something was begun, how to end it.
Flow {
    id: row

    required property CardViewModel card

    readonly property bool looking: card.mode === CardViewModel.Mode.LOOK
    readonly property bool editing: card.mode === CardViewModel.Mode.EDIT

    // A mode of the card was asked for.
    signal begun(int mode)

    spacing: 8

    Choice {
        cap: row.looking ? "A" : qsTr("Ctrl+Enter")
        enabled: row.card.canApprove
        objectName: "approve"
        primary: true
        text: row.card.busy ? qsTr("Starting…") : row.editing ? qsTr("Approve as edited") : qsTr("Approve")
        visible: row.looking || row.editing

        onClicked: row.card.approve()
    }
    IconButton {
        enabled: row.card.canApprove
        framed: true
        iconName: "chevron-down"
        objectName: "approveMore"
        text: qsTr("Approve, and make a rule")
        visible: row.looking || row.editing

        onClicked: rules.ask(true, this)
    }
    Choice {
        cap: "E"
        enabled: !row.card.busy
        objectName: "edit"
        text: qsTr("Edit")
        visible: row.looking

        onClicked: row.begun(CardViewModel.Mode.EDIT)
    }
    Choice {
        cap: "R"
        enabled: !row.card.busy
        objectName: "reject"
        text: qsTr("Reject")
        visible: row.looking

        onClicked: row.begun(CardViewModel.Mode.REJECT)
    }
    IconButton {
        enabled: !row.card.busy
        framed: true
        iconName: "chevron-down"
        objectName: "rejectMore"
        text: qsTr("Reject, and make a rule")
        visible: row.looking

        onClicked: rules.ask(false, this)
    }
    Choice {
        cap: "W"
        enabled: !row.card.busy
        objectName: "answer"
        text: qsTr("Answer")
        visible: row.looking

        onClicked: row.begun(CardViewModel.Mode.ANSWER)
    }
    Choice {
        cap: qsTr("Ctrl+Enter")
        enabled: !row.card.busy
        grave: true
        objectName: "confirmReject"
        text: qsTr("Reject")
        visible: row.card.mode === CardViewModel.Mode.REJECT

        onClicked: row.card.reject()
    }
    Choice {
        cap: qsTr("Ctrl+Enter")
        enabled: row.card.answerText.trim() !== "" && !row.card.busy
        objectName: "confirmAnswer"
        primary: true
        text: qsTr("Give this answer")
        visible: row.card.mode === CardViewModel.Mode.ANSWER

        onClicked: row.card.answer()
    }
    Choice {
        cap: qsTr("Esc")
        objectName: "back"
        quiet: true
        text: qsTr("Back")
        visible: !row.looking

        onClicked: row.card.setMode(CardViewModel.Mode.LOOK)
    }

    // Its entries are made when it is asked for: with each action they would be made anew.
    Loader {
        id: rules

        property bool allows

        function ask(allows: bool, button: Item): void {
            rules.allows = allows;
            active = true;
            (item as RuleMenu).popup(button, 0, button.height + 4);
        }

        active: false

        sourceComponent: RuleMenu {
            allows: rules.allows
            card: row.card

            onClosed: Qt.callLater(() => rules.active = false)
        }
    }
}
