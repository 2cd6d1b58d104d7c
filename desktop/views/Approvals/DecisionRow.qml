import QtQuick
import QtQuick.Layouts
import Cairn

// What can be said to the action now, or to all of them, or later. The letters work while nothing
// is being typed.
FocusScope {
    id: row

    required property CardViewModel card

    readonly property bool looking: card.mode === CardViewModel.Mode.LOOK

    signal editWanted
    signal wordsWanted
    signal putOff

    // One step back: out of what was begun, or away from the action.
    function leave(): bool {
        if (looking)
            row.putOff();
        else
            card.setMode(CardViewModel.Mode.LOOK);
        return true;
    }

    // Whether the key meant something. What was begun is ended by what stands there to end it.
    function take(key: int): bool {
        if (card.busy || !looking)
            return false;
        return card.unknown ? settle(key) : card.waits && decide(key);
    }

    // What was begun, as it stands; the card does not take what lacks something.
    function finish(): void {
        if (card.mode === CardViewModel.Mode.EDIT)
            card.approve();
        else if (card.mode === CardViewModel.Mode.REJECT)
            card.reject();
        else if (card.mode === CardViewModel.Mode.ANSWER)
            card.answer();
    }

    function decide(key: int): bool {
        if (key === Qt.Key_A)
            card.approve();
        else if (key === Qt.Key_E)
            begin(CardViewModel.Mode.EDIT);
        else if (key === Qt.Key_R)
            begin(CardViewModel.Mode.REJECT);
        else if (key === Qt.Key_W)
            begin(CardViewModel.Mode.ANSWER);
        else
            return false;
        return true;
    }

    function settle(key: int): bool {
        if (key === Qt.Key_H)
            card.happened();
        else if (key === Qt.Key_A)
            card.again();
        else if (key === Qt.Key_S)
            card.skip();
        else
            return false;
        return true;
    }

    function begin(mode: int): void {
        card.setMode(mode);
        Qt.callLater(mode === CardViewModel.Mode.EDIT ? row.editWanted : row.wordsWanted);
    }

    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 8

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            WaitingRow {
                Layout.fillWidth: true
                card: row.card
                visible: row.card.waits

                onBegun: mode => row.begin(mode)
            }
            UnknownRow {
                Layout.fillWidth: true
                card: row.card
                visible: row.card.unknown
            }
            Choice {
                Layout.alignment: Qt.AlignTop
                cap: qsTr("Esc")
                objectName: "notNow"
                quiet: true
                text: qsTr("Not now")
                visible: row.looking

                onClicked: row.putOff()
            }
        }
        Row {
            spacing: 8
            visible: row.card.waiting > 1 && row.looking

            Choice {
                enabled: row.card.canApproveAll
                objectName: "approveAll"
                text: qsTr("Approve all %1").arg(row.card.waiting)

                onClicked: row.card.approveAll()
            }
            Choice {
                objectName: "rejectAll"
                text: qsTr("Reject all")

                onClicked: row.card.rejectAll()
            }
        }
    }
}
