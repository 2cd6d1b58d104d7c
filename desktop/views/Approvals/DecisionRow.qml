pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// What can be said to the action now. The letters work while nothing is being typed.
FocusScope {
    id: row

    required property CardViewModel card

    signal editWanted
    signal wordsWanted
    signal putOff

    // One step back: out of what was begun, or away from the action.
    function leave(): bool {
        if (card.mode !== 0)
            card.setMode(0);
        else
            row.putOff();
        return true;
    }

    // Whether the key meant something.
    function take(key: int): bool {
        if (card.busy)
            return false;
        switch (key) {
        case Qt.Key_A:
            if (card.unknown)
                card.again();
            else
                card.approve();
            return true;
        case Qt.Key_E:
            if (card.waits)
                row.begin(1);
            return card.waits;
        case Qt.Key_R:
            if (card.waits)
                row.begin(2);
            return card.waits;
        case Qt.Key_W:
            if (card.waits)
                row.begin(3);
            return card.waits;
        case Qt.Key_H:
            if (card.unknown)
                card.happened();
            return card.unknown;
        case Qt.Key_S:
            if (card.unknown)
                card.skip();
            return card.unknown;
        default:
            return false;
        }
    }

    function begin(mode: int): void {
        card.setMode(mode);
        if (mode === 1)
            Qt.callLater(row.editWanted);
        else
            Qt.callLater(row.wordsWanted);
    }

    implicitHeight: Math.max(flow.implicitHeight, later.visible ? later.height : 0) + (all.visible ? all.height + 8 : 0)

    component Choice: TextButton {
        // The key that does the same.
        property string cap

        enabled: !row.card.busy
        rightPadding: leftPadding + (label.text === "" ? 0 : label.implicitWidth + 10)

        Text {
            id: label

            Accessible.ignored: true
            anchors.right: parent.right
            anchors.rightMargin: parent.leftPadding
            anchors.verticalCenter: parent.verticalCenter
            color: parent.ink
            font.family: Theme.mono
            font.pixelSize: 10.5 * Theme.scale
            opacity: 0.75
            text: parent.cap
            textFormat: Text.PlainText
        }
    }

    Flow {
        id: flow

        anchors.left: parent.left
        anchors.right: later.visible ? later.left : parent.right
        anchors.rightMargin: 8
        spacing: 8

        // To an action that waits.
        Choice {
            cap: row.card.mode === 0 ? "A" : ""
            enabled: row.card.canApprove
            objectName: "approve"
            primary: true
            text: row.card.busy ? qsTr("Starting…") : row.card.mode === 1 ? qsTr("Approve as edited") : qsTr("Approve")
            visible: row.card.waits && row.card.mode < 2

            onClicked: row.card.approve()
        }
        IconButton {
            enabled: row.card.canApprove
            framed: true
            iconName: "chevron-down"
            objectName: "approveMore"
            text: qsTr("Approve, and make a rule")
            visible: row.card.waits && row.card.mode < 2

            onClicked: allowMenu.popup(this, 0, height + 4)
        }
        Choice {
            cap: "E"
            objectName: "edit"
            text: qsTr("Edit")
            visible: row.card.waits && row.card.mode === 0

            onClicked: row.begin(1)
        }
        Choice {
            cap: "R"
            objectName: "reject"
            text: qsTr("Reject")
            visible: row.card.waits && row.card.mode === 0

            onClicked: row.begin(2)
        }
        IconButton {
            framed: true
            iconName: "chevron-down"
            objectName: "rejectMore"
            text: qsTr("Reject, and make a rule")
            visible: row.card.waits && row.card.mode === 0

            onClicked: neverMenu.popup(this, 0, height + 4)
        }
        Choice {
            cap: "W"
            objectName: "answer"
            text: qsTr("Answer")
            visible: row.card.waits && row.card.mode === 0

            onClicked: row.begin(3)
        }
        Choice {
            cap: qsTr("Ctrl+Enter")
            grave: true
            objectName: "confirmReject"
            text: qsTr("Reject")
            visible: row.card.waits && row.card.mode === 2

            onClicked: row.card.reject()
        }
        Choice {
            cap: qsTr("Ctrl+Enter")
            enabled: row.card.answerText.trim() !== "" && !row.card.busy
            objectName: "confirmAnswer"
            primary: true
            text: qsTr("Give this answer")
            visible: row.card.waits && row.card.mode === 3

            onClicked: row.card.answer()
        }
        Choice {
            objectName: "back"
            quiet: true
            text: qsTr("Back")
            visible: row.card.waits && row.card.mode !== 0

            onClicked: row.card.setMode(0)
        }

        // To one of which nobody knows whether it happened.
        Choice {
            cap: "H"
            objectName: "happened"
            text: qsTr("It happened")
            visible: row.card.unknown

            onClicked: row.card.happened()
        }
        Choice {
            cap: "A"
            objectName: "again"
            text: qsTr("Run again")
            visible: row.card.unknown

            onClicked: row.card.again()
        }
        Choice {
            cap: "S"
            objectName: "skip"
            text: qsTr("Skip")
            visible: row.card.unknown

            onClicked: row.card.skip()
        }
        Choice {
            objectName: "checkAgain"
            quiet: true
            text: qsTr("Check again")
            visible: row.card.unknown

            onClicked: row.card.check()
        }
    }
    // To all of them.
    Row {
        id: all

        anchors.top: flow.bottom
        anchors.topMargin: 8
        spacing: 8
        visible: row.card.waiting > 1 && row.card.mode === 0

        Choice {
            objectName: "approveAll"
            enabled: row.card.canApproveAll
            text: qsTr("Approve all %1").arg(row.card.waiting)

            onClicked: row.card.approveAll()
        }
        Choice {
            objectName: "rejectAll"
            text: qsTr("Reject all")

            onClicked: row.card.rejectAll()
        }
    }
    Choice {
        id: later

        anchors.right: parent.right
        cap: "Esc"
        enabled: true
        objectName: "notNow"
        quiet: true
        text: qsTr("Not now")
        visible: row.card.mode === 0

        onClicked: row.putOff()
    }

    RuleMenu {
        id: allowMenu

        card: row.card
    }
    RuleMenu {
        id: neverMenu

        allows: false
        card: row.card
    }
}
