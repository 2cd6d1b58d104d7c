pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Approvals
import Cairn
import Components
import Theme

// All conversations by date, to open, rename, delete and filter.
FocusScope {
    id: sidebar

    required property ApprovalsViewModel approvals
    required property ConversationsViewModel conversations
    required property ConnectionViewModel connection
    required property ModelsViewModel models
    // As the shortcuts of the window read, for the hints.
    property string newHint
    property string filterHint
    property string foldHint
    property string undoHint
    property string activityHint
    property string settingsHint
    property string suitesHint
    // Whether a suite is being run.
    property bool running: false

    signal activityRequested
    signal foldRequested
    signal newRequested
    signal settingsRequested
    signal suitesRequested
    // A conversation was chosen by click, or by Enter to write to it.
    signal chosen(bool toWrite)

    function focusFilter(): void {
        filter.forceActiveFocus(Qt.ShortcutFocusReason);
        filter.selectAll();
    }

    function focusList(): void {
        list.takeFocus();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.side
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(54 * Math.max(1, Theme.scale))
            spacing: 8

            StoneMark {
                extent: Math.round(20 * Theme.scale)
            }
            Text {
                Layout.fillWidth: true
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: 17 * Theme.scale
                font.weight: Font.DemiBold
                text: "Cairn"
                textFormat: Text.PlainText
            }
            IconButton {
                iconName: "sidebar"
                objectName: "foldSidebar"
                shortcutText: sidebar.foldHint
                text: qsTr("Hide the sidebar")

                onClicked: sidebar.foldRequested()
            }
            IconButton {
                framed: true
                iconName: "plus"
                objectName: "newConversation"
                shortcutText: sidebar.newHint
                text: qsTr("New conversation")

                onClicked: sidebar.newRequested()
            }
        }

        Field {
            id: filter

            Layout.fillWidth: true
            hint: sidebar.filterHint
            name: qsTr("Filter by title")
            objectName: "filterField"
            placeholderText: name

            Keys.onDownPressed: sidebar.focusList()
            Keys.onEscapePressed: {
                if (text === "")
                    sidebar.focusList();
                else
                    clear();
            }
            Keys.onReturnPressed: {
                sidebar.conversations.goTo(0);
                sidebar.focusList();
            }
            onTextChanged: sidebar.conversations.filter(text)
        }

        NeedsYou {
            Layout.fillWidth: true
            Layout.topMargin: 6
            approvals: sidebar.approvals
        }
        ConversationList {
            id: list

            Layout.fillHeight: true
            Layout.fillWidth: true
            // The scroll bar has the gap between the rows and the edge.
            Layout.rightMargin: -8
            conversations: sidebar.conversations

            onChosen: toWrite => sidebar.chosen(toWrite)

            Column {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: 10
                visible: sidebar.conversations.state === ConversationsViewModel.State.NOTHING_YET || sidebar.conversations.state === ConversationsViewModel.State.NO_MATCH
                y: 48

                StoneMark {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.textFaint
                    extent: 24
                    opacity: 0.6
                    visible: sidebar.conversations.state === ConversationsViewModel.State.NOTHING_YET
                }
                SmallText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    objectName: "emptyWords"
                    text: sidebar.conversations.state === ConversationsViewModel.State.NO_MATCH ? qsTr("No title matches") : qsTr("Nothing here yet")
                }
            }
        }

        Toast {
            Layout.bottomMargin: 8
            Layout.fillWidth: true
            action: qsTr("Undo")
            objectName: "undoBar"
            sentence: qsTr("Deleted “%1”").arg(sidebar.conversations.deletedTitle === "" ? qsTr("New conversation") : sidebar.conversations.deletedTitle)
            shortcutText: sidebar.undoHint
            visible: sidebar.conversations.undoShown

            onAccepted: sidebar.conversations.undo()
            onDismissed: sidebar.conversations.dismissUndo()
        }

        SidebarFooter {
            Layout.fillWidth: true
            activityHint: sidebar.activityHint
            connection: sidebar.connection
            models: sidebar.models
            running: sidebar.running
            settingsHint: sidebar.settingsHint
            suitesHint: sidebar.suitesHint

            onActivityRequested: sidebar.activityRequested()
            onSettingsRequested: sidebar.settingsRequested()
            onSuitesRequested: sidebar.suitesRequested()
        }
    }
}
