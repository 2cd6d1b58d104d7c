import QtQuick
import Approvals
import Cairn
import Theme

// What the window makes of the view model: the inbox at the side, the card where the transcript
// ends, and the dialog over both.
Rectangle {
    id: stage

    required property ApprovalsViewModel approvals

    color: Theme.page

    Rectangle {
        id: side

        color: Theme.side
        height: parent.height
        visible: width > 0
        width: Theme.isNarrow(stage.width) ? 0 : Theme.sidebarWidth

        NeedsYou {
            anchors.left: parent.left
            anchors.right: parent.right
            approvals: stage.approvals
        }
    }
    Flickable {
        anchors.bottom: composer.top
        anchors.left: side.right
        anchors.right: parent.right
        anchors.top: parent.top
        clip: true
        contentHeight: panel.height
        objectName: "page"

        onContentHeightChanged: contentY = Math.max(0, contentHeight - height)

        ApprovalsPanel {
            id: panel

            approvals: stage.approvals
            column: Math.min(width - 48, 720 * Math.max(1, Theme.scale))
            width: parent.width

            onNotNow: composer.forceActiveFocus()
        }
    }
    TextInput {
        id: composer

        anchors.bottom: parent.bottom
        anchors.left: side.right
        anchors.right: parent.right
        color: Theme.text
        objectName: "composer"
    }
    ApprovalDialog {
        approvals: stage.approvals
    }
}
