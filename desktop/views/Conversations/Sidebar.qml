pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
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
    // As the shortcuts of the window read, for the hints.
    property string newHint
    property string filterHint
    property string foldHint
    property string undoHint
    property string activityHint
    property string settingsHint

    property string editingId

    signal activityRequested
    signal foldRequested
    signal newRequested
    signal settingsRequested
    // A conversation was chosen by click, or by Enter to write to it.
    signal chosen(bool toWrite)

    function focusFilter(): void {
        filter.forceActiveFocus(Qt.ShortcutFocusReason);
        filter.selectAll();
    }

    function focusList(): void {
        list.ringed = false;
        list.forceActiveFocus(Qt.OtherFocusReason);
    }

    function rename(conversationId: string): void {
        editingId = conversationId;
    }

    function endRename(): void {
        editingId = "";
        focusList();
    }

    function trash(conversationId: string): void {
        conversations.trash(conversationId);
        focusList();
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
                sidebar.conversations.selectRow(0);
                sidebar.focusList();
            }
            onTextChanged: sidebar.conversations.filter(text)
        }

        NeedsYou {
            Layout.fillWidth: true
            Layout.topMargin: 6
            approvals: sidebar.approvals
        }
        ListView {
            id: list

            readonly property ConversationRow currentRow: currentItem as ConversationRow

            Accessible.name: qsTr("Conversations")
            Accessible.role: Accessible.List
            Layout.fillHeight: true
            Layout.fillWidth: true
            // The scroll bar has the gap between the rows and the edge.
            Layout.rightMargin: -8
            activeFocusOnTab: true
            bottomMargin: 8
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 400
            clip: true
            currentIndex: -1
            focus: true
            highlightMoveDuration: 0
            keyNavigationEnabled: false
            model: sidebar.conversations.model
            objectName: "conversationList"
            reuseItems: true
            section.property: "group"
            spacing: 1

            ScrollBar.vertical: ThinScrollBar {}
            delegate: ConversationRow {
                id: row

                editing: sidebar.editingId === conversationId
                objectName: "row:" + conversationId
                selected: ListView.isCurrentItem
                width: ListView.view.width - 8

                onClicked: {
                    sidebar.conversations.select(conversationId);
                    sidebar.focusList();
                    sidebar.chosen(false);
                }
                onDoubleClicked: sidebar.rename(conversationId)
                onMenuRequested: menu.openFor(row)
                onRenameCancelled: sidebar.endRename()
                onRenamed: title => {
                    sidebar.conversations.rename(conversationId, title);
                    sidebar.endRename();
                }

                FocusRing {
                    inset: 0
                    radius: Theme.radiusRow
                    visible: row.selected && !row.editing && list.activeFocus && list.ringed
                }
            }
            section.delegate: Item {
                id: heading

                required property string section

                height: Math.round(36 * Math.max(1, Theme.scale))
                width: ListView.view.width

                CapsText {
                    Accessible.role: Accessible.Heading
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: 6
                    anchors.left: parent.left
                    anchors.leftMargin: 10
                    color: Theme.textSoft
                    text: heading.section
                }
            }

            // No binding: a row that loses the focus as another becomes current may change the rows.
            Connections {
                function onSelectionChanged(): void {
                    list.currentIndex = sidebar.conversations.selectedRow;
                }

                target: sidebar.conversations
            }

            // Whether focus is shown: it came, or moved, by key.
            property bool ringed: true

            onActiveFocusChanged: {
                if (!activeFocus)
                    ringed = true;
            }

            function step(target: int): void {
                ringed = true;
                sidebar.conversations.selectRow(target);
            }

            Keys.onPressed: event => {
                const page = Math.max(1, Math.floor(height / (36 * Theme.scale)) - 1);
                switch (event.key) {
                case Qt.Key_Up:
                    step(currentIndex - 1);
                    break;
                case Qt.Key_Down:
                    step(currentIndex + 1);
                    break;
                case Qt.Key_PageUp:
                    step(currentIndex - page);
                    break;
                case Qt.Key_PageDown:
                    step(currentIndex + page);
                    break;
                case Qt.Key_Home:
                    step(0);
                    break;
                case Qt.Key_End:
                    step(count - 1);
                    break;
                case Qt.Key_Return:
                case Qt.Key_Enter:
                    sidebar.chosen(true);
                    break;
                case Qt.Key_F2:
                    if (currentRow)
                        sidebar.rename(currentRow.conversationId);
                    break;
                case Qt.Key_Delete:
                case Qt.Key_Backspace:
                    if (currentRow)
                        sidebar.trash(currentRow.conversationId);
                    break;
                case Qt.Key_Menu:
                    if (currentRow)
                        menu.openFor(currentRow);
                    break;
                default:
                    return;
                }
                event.accepted = true;
            }

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
            settingsHint: sidebar.settingsHint

            onActivityRequested: sidebar.activityRequested()
            onSettingsRequested: sidebar.settingsRequested()
        }
    }

    PopupMenu {
        id: menu

        property string conversationId

        function openFor(row: ConversationRow): void {
            conversationId = row.conversationId;
            const place = row.mapToItem(sidebar, row.width - width, row.height);
            popup(sidebar, Math.max(8, place.x), place.y);
        }

        objectName: "rowMenu"

        MenuEntry {
            iconName: "pencil"
            objectName: "renameEntry"
            shortcutText: "F2"
            text: qsTr("Rename")

            onTriggered: sidebar.rename(menu.conversationId)
        }
        MenuEntry {
            grave: true
            iconName: "trash"
            objectName: "deleteEntry"
            shortcutText: qsTr("Del")
            text: qsTr("Delete")

            onTriggered: sidebar.trash(menu.conversationId)
        }
    }
}
