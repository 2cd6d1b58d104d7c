pragma ComponentBehavior: Bound

import QtQuick
import Theme

// The person's words, as written, in a soft block at the right.
TranscriptRow {
    id: row

    required property string text

    // Very long messages are folded: a wall of text would bury the conversation.
    // More than this takes longer to lay out than a click may; Copy gives all of it.
    readonly property int longest: 30000
    readonly property bool long: row.text.length > 4000 || words.lineCount > 24
    property bool folded: true
    readonly property bool editing: view !== null && view.editing.messageId === messageId

    // As written, with the lines as far apart as the agent's. Plain text has no line height.
    function drawn(text: string): string {
        const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
        const line = "line-height:" + Theme.bodyLine + "px; -qt-line-height-type:minimum";
        return "<p style=\"white-space:pre-wrap; margin:0; " + line + "\">" + escaped + "</p>";
    }

    above: 12
    answer: false
    editable: true
    tooled: false

    MessageTools {
        id: tools

        anchors.right: block.left
        anchors.top: block.top
        anchors.topMargin: 5
        editable: row.editable
        saved: row.saved
        shown: row.view !== null && row.view.hoveredMessage === row.messageId
        visible: !row.editing

        onContinueRequested: row.view.continueFrom(row.messageId)
        onCopyRequested: row.view.copyMessage(row.messageId)
        onEditRequested: row.view.edit(row.messageId)
    }
    Loader {
        active: row.editing
        width: row.column

        onLoaded: Qt.callLater(row.view.showRow, row.index)

        sourceComponent: row.text.length > row.longest ? note : editor
    }
    Component {
        id: editor

        MessageEditor {
            editing: row.view.editing

            onLeaveRequested: row.view.leaveEdit()
            onSendRequested: row.view.resend()
        }
    }
    Component {
        id: note

        LongMessage {
            count: row.text.length

            onCopyRequested: row.view.copyMessage(row.messageId)
            onLeaveRequested: row.view.leaveEdit()
        }
    }
    Rectangle {
        id: block

        anchors.right: parent.right
        color: row.view !== null && row.view.lookedAt > 0 ? Theme.card : Theme.sunk
        height: row.editing ? 0 : words.height + 20 + (more.visible ? more.height + 6 : 0)
        radius: Theme.radiusCard
        // Rounded up: the words are laid out in just this width, from its right when they run so.
        visible: !row.editing
        width: Math.min(row.column * 0.86, row.column - tools.implicitWidth - 4, Math.ceil(Math.max(words.implicitWidth, more.visible ? more.implicitWidth : 0)) + 33)

        TextEdit {
            id: words

            Accessible.name: qsTr("You: %1").arg(getText(0, length))
            Accessible.role: Accessible.StaticText
            clip: true
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.body
            height: row.long && row.folded ? Math.min(implicitHeight, Theme.bodyLine * 12) : implicitHeight
            objectName: "userBlock"
            readOnly: true
            selectByMouse: true
            selectedTextColor: Theme.text
            selectionColor: Theme.selection
            text: row.drawn(row.text.slice(0, row.folded ? 4000 : row.longest))
            textFormat: TextEdit.RichText
            width: block.width - 32
            wrapMode: TextEdit.Wrap
            x: 16
            // A line's height reaches above its words.
            y: 8

            HoverHandler {
                cursorShape: Qt.IBeamCursor
            }
        }
        Text {
            id: more

            Accessible.name: text
            Accessible.role: Accessible.Button
            activeFocusOnTab: visible
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 10
            color: Theme.accent
            font.family: Theme.sans
            font.pixelSize: Theme.secondary
            font.underline: activeFocus
            text: !row.folded ? qsTr("Show less") : row.text.length > row.longest ? qsTr("Show more") : qsTr("Show all")
            textFormat: Text.PlainText
            visible: row.long
            x: 16

            Accessible.onPressAction: row.folded = !row.folded
            Keys.onReturnPressed: row.folded = !row.folded
            Keys.onSpacePressed: row.folded = !row.folded

            TapHandler {
                onTapped: row.folded = !row.folded
            }
            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
        }
    }
}
