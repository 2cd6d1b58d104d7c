pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Theme

// The card over the window, opened from the inbox, the tray or a notification.
Popup {
    id: dialog

    required property ApprovalsViewModel approvals

    anchors.centerIn: Overlay.overlay
    closePolicy: Popup.CloseOnPressOutside
    focus: true
    height: Math.min(card.implicitHeight, parent ? parent.height - 48 : card.implicitHeight)
    modal: true
    objectName: "approvalDialog"
    padding: 0
    visible: approvals.dialogShown
    width: Math.min(720 * Math.max(1, Theme.scale), parent ? parent.width - 48 : Infinity)

    onClosed: {
        if (approvals.dialogShown)
            approvals.closeDialog();
    }
    onOpened: card.takeFocus(Qt.OtherFocusReason)

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Item {}
    contentItem: ActionCard {
        id: card

        Accessible.role: Accessible.Dialog
        card: dialog.approvals.here
        focus: true
        objectName: "dialogCard"
        ringed: false

        onNotNow: dialog.approvals.closeDialog()
    }
}
