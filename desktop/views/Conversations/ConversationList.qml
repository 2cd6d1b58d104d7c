pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Qt.labs.qmlmodels
import Cairn
import Components
import Theme

// All conversations by date, each with its branches beneath it while it is unfolded.
ListView {
    id: list

    required property ConversationsViewModel conversations

    readonly property NestedBranchesViewModel nested: conversations.branches
    // The row whose name is being typed: a conversation's id, or a branch's.
    property string editingId
    // Whether focus is shown: it came, or moved, by key.
    property bool ringed: true

    // A row was chosen by click, or by Enter to write to it.
    signal chosen(bool toWrite)

    function takeFocus(): void {
        ringed = false;
        forceActiveFocus(Qt.OtherFocusReason);
    }

    function rename(id: string): void {
        editingId = id;
    }

    function endRename(): void {
        editingId = "";
        takeFocus();
    }

    function trash(conversationId: string): void {
        conversations.trash(conversationId);
        takeFocus();
    }

    function trashBranch(conversationId: string, branchId: string): void {
        nested.trash(conversationId, branchId);
        takeFocus();
    }

    function open(branch: BranchRow, toWrite: bool): void {
        nested.open(branch.conversationId, branch.branchId);
        chosen(toWrite);
    }

    function step(target: int): void {
        ringed = true;
        conversations.goTo(target);
    }

    function enter(): void {
        const branch = currentItem as BranchRow;
        const more = currentItem as BranchesMore;
        if (branch && !branch.inView)
            open(branch, false);
        else if (more)
            nested.toggleWhole(more.conversationId);
        else
            chosen(true);
    }

    function renameCurrent(): void {
        const row = currentItem as ConversationRow;
        const branch = currentItem as BranchRow;
        if (row)
            rename(row.conversationId);
        else if (branch)
            rename(branch.branchId);
    }

    function trashCurrent(): void {
        const row = currentItem as ConversationRow;
        const branch = currentItem as BranchRow;
        if (row)
            trash(row.conversationId);
        else if (branch)
            trashBranch(branch.conversationId, branch.branchId);
    }

    function openMenu(): void {
        const row = currentItem as ConversationRow;
        const branch = currentItem as BranchRow;
        if (row)
            menu.openFor(row);
        else if (branch)
            branchMenu.openFor(branch);
    }

    Accessible.name: qsTr("Conversations")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    bottomMargin: 8
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    clip: true
    currentIndex: -1
    focus: true
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: conversations.model
    objectName: "conversationList"
    reuseItems: true
    section.property: "group"
    spacing: 1

    ScrollBar.vertical: ThinScrollBar {}
    delegate: DelegateChooser {
        role: "kind"

        DelegateChoice {
            roleValue: 0

            ConversationRow {
                id: row

                required property int index

                editing: list.editingId === conversationId
                objectName: "row:" + conversationId
                ringed: ListView.isCurrentItem && list.activeFocus && list.ringed
                selected: list.conversations.selectedId === conversationId
                width: list.width - 8

                ListView.onPooled: visible = false
                ListView.onReused: visible = true
                onClicked: {
                    list.conversations.goTo(index);
                    list.takeFocus();
                    list.chosen(false);
                }
                onDoubleClicked: list.rename(conversationId)
                onFoldRequested: list.nested.toggle(conversationId)
                onMenuRequested: menu.openFor(row)
                onRenameCancelled: list.endRename()
                onRenamed: title => {
                    list.conversations.rename(conversationId, title);
                    list.endRename();
                }
            }
        }
        DelegateChoice {
            roleValue: 1

            BranchRow {
                id: branch

                required property int index

                editing: list.editingId === branchId
                inView: list.nested.inView === branchId
                objectName: "sideBranch:" + title
                ringed: ListView.isCurrentItem && list.activeFocus && list.ringed
                width: list.width - 8

                ListView.onPooled: visible = false
                ListView.onReused: visible = true
                onClicked: {
                    list.conversations.goTo(index);
                    list.takeFocus();
                    list.open(branch, false);
                }
                onDoubleClicked: list.rename(branchId)
                onMenuRequested: branchMenu.openFor(branch)
                onRenameCancelled: list.endRename()
                onRenamed: title => {
                    list.nested.rename(conversationId, branchId, title);
                    list.endRename();
                }
            }
        }
        DelegateChoice {
            roleValue: 2

            BranchesMore {
                objectName: "moreBranchesOf:" + conversationId
                ringed: ListView.isCurrentItem && list.activeFocus && list.ringed
                width: list.width - 8

                ListView.onPooled: visible = false
                ListView.onReused: visible = true
                onClicked: {
                    list.nested.toggleWhole(conversationId);
                    list.takeFocus();
                }
            }
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
        case Qt.Key_Right:
            ringed = true;
            conversations.unfold();
            break;
        case Qt.Key_Left:
            ringed = true;
            conversations.fold();
            break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (!event.isAutoRepeat)
                enter();
            break;
        case Qt.Key_F2:
            renameCurrent();
            break;
        case Qt.Key_Delete:
        case Qt.Key_Backspace:
            if (!event.isAutoRepeat)
                trashCurrent();
            break;
        case Qt.Key_Menu:
            openMenu();
            break;
        default:
            return;
        }
        event.accepted = true;
    }
    onActiveFocusChanged: {
        if (!activeFocus)
            ringed = true;
    }

    // No binding: a row that loses the focus as another becomes current may change the rows.
    Connections {
        function onSelectionChanged(): void {
            list.currentIndex = list.conversations.currentRow;
        }

        target: list.conversations
    }
    PopupMenu {
        id: menu

        property string conversationId

        function openFor(row: ConversationRow): void {
            conversationId = row.conversationId;
            popup(row, Math.max(8, row.width - width), row.height);
        }

        objectName: "rowMenu"

        MenuEntry {
            iconName: "pencil"
            objectName: "renameEntry"
            shortcutText: "F2"
            text: qsTr("Rename")

            onTriggered: list.rename(menu.conversationId)
        }
        MenuEntry {
            iconName: "copy"
            objectName: "copyConversationLink"
            text: qsTr("Copy link")

            onTriggered: list.conversations.copyLink(menu.conversationId)
        }
        MenuEntry {
            grave: true
            iconName: "trash"
            objectName: "deleteEntry"
            shortcutText: qsTr("Del")
            text: qsTr("Delete")

            onTriggered: list.trash(menu.conversationId)
        }
    }
    BranchVerbs {
        id: branchMenu

        property string conversationId
        property string branchId

        function openFor(row: BranchRow): void {
            conversationId = row.conversationId;
            branchId = row.branchId;
            main = row.main;
            pinned = row.pinned;
            comparable = !row.inView && row.conversationId === list.conversations.selectedId;
            popup(row, Math.max(8, row.width - width), row.height);
        }

        objectName: "sideBranchMenu"

        onCompareRequested: list.nested.compare(conversationId, branchId)
        onDeleteRequested: list.trashBranch(conversationId, branchId)
        onLinkRequested: list.nested.copyLink(branchId)
        onMainRequested: list.nested.setMain(conversationId, branchId)
        onPinRequested: pinned => list.nested.pin(conversationId, branchId, pinned)
        onRenameRequested: list.rename(branchId)
    }
}
