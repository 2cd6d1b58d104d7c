import QtQuick
import Cairn

// What waits in the conversation in view, at the end of its transcript.
Item {
    id: panel

    required property ApprovalsViewModel approvals
    property real column: width

    signal notNow

    function take(): void {
        card.takeFocus(Qt.ShortcutFocusReason);
    }

    height: implicitHeight
    implicitHeight: card.visible ? card.implicitHeight + 28 : 0

    ActionCard {
        id: card

        anchors.horizontalCenter: parent.horizontalCenter
        card: panel.approvals.here
        objectName: "actionCard"
        visible: card.card.shown && !panel.approvals.dialogShown
        width: panel.column
        y: 16

        onNotNow: panel.notNow()
    }
}
