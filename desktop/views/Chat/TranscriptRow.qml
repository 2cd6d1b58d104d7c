pragma ComponentBehavior: Bound

import QtQuick
import Theme

// The place of one row: the reading column, the room above it, and what belongs to its message.
Item {
    id: row

    required property int index
    required property string messageId
    required property bool first
    required property bool last
    required property bool streaming
    required property bool saved

    // The view this row stands in.
    readonly property TranscriptView view: ListView.view as TranscriptView
    readonly property real column: Math.min(width - 48, Theme.gap(180) * Math.max(1, Theme.scale))
    readonly property bool current: view !== null && view.activeFocus && ListView.isCurrentItem
    // Its message is the person's, and short enough to be edited.
    property bool editable: false
    // Its message is the agent's.
    property bool answer: messageId !== ""
    // Whether the tools of its message stand under its last row.
    property bool tooled: true
    property real above: first ? 14 : 10
    default property alias content: body.data

    implicitHeight: above + body.height + (tools.active ? tools.height : 0)
    width: ListView.view ? ListView.view.width : 0

    HoverHandler {
        onHoveredChanged: {
            if (row.view !== null && hovered)
                row.view.hoveredMessage = row.messageId;
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: {
            if (row.view !== null)
                row.view.openMenu(row);
        }
    }
    Rectangle {
        anchors.bottom: body.bottom
        anchors.right: body.left
        anchors.rightMargin: 10
        anchors.top: body.top
        color: Theme.accent
        radius: 1
        visible: row.current
        width: 2
    }
    Item {
        id: body

        anchors.horizontalCenter: parent.horizontalCenter
        height: childrenRect.height
        width: row.column
        y: row.above
    }
    Loader {
        id: tools

        active: row.last && row.tooled && !row.streaming
        anchors.top: body.bottom
        height: Math.round(30 * Math.max(1, Theme.scale))
        width: row.column
        x: (row.width - width) / 2

        sourceComponent: MessageTools {
            answer: row.answer
            saved: row.saved
            shown: row.view !== null && row.view.hoveredMessage === row.messageId
            x: -7
            y: 2

            onCaseRequested: row.view.caseRequested(row.messageId)
            onContinueRequested: row.view.continueFrom(row.messageId)
            onCopyRequested: row.view.copyMessage(row.messageId)
            onRegenerateRequested: row.view.regenerate(row.messageId)
        }
    }
}
