pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQml.Models
import Approvals
import Cairn
import Components
import Theme

// What was said, a row a block. Follows the end only while the reader is at the end.
ListView {
    id: view

    required property ChatViewModel viewModel
    property ApprovalsViewModel approvals: null

    signal composerRequested
    signal caseRequested(messageId: string)
    signal linkRequested(messageId: string)

    property string wayBeforeHint
    property string wayAfterHint
    property bool follows: true
    readonly property EditingViewModel editing: viewModel.editing
    readonly property int lookedAt: viewModel.lookedAt
    property string hoveredMessage
    readonly property real column: Math.min(width - 48, Theme.gap(180) * Math.max(1, Theme.scale))
    readonly property bool atEnd: contentY + height >= originY + contentHeight - 32

    function copyMessage(messageId: string): void {
        viewModel.copyMessage(messageId);
    }

    function copyCode(key: string): void {
        viewModel.copyCode(key);
    }

    function toggle(key: string): void {
        follows = false;
        viewModel.toggle(key);
    }

    function openMenu(row: TranscriptRow): void {
        if (row.messageId !== "") {
            menu.of = row;
            menu.popup(row, row.column, row.above);
        }
    }

    function edit(messageId: string): void {
        follows = false;
        viewModel.edit(messageId);
    }

    // All of a row, clear of what fades at the foot.
    function showRow(index: int): void {
        positionViewAtIndex(index, ListView.Contain);
        const item = itemAtIndex(index);
        const hidden = item ? item.y + item.height + 24 - contentY - height : 0;
        if (hidden > 0)
            contentY = Math.min(contentY + hidden, originY + contentHeight - height);
    }

    function leaveEdit(): void {
        editing.leave();
        forceActiveFocus();
    }

    function resend(): void {
        viewModel.resend();
        composerRequested();
    }

    function regenerate(messageId: string): void {
        viewModel.regenerate(messageId);
    }

    function continueFrom(messageId: string): void {
        viewModel.continueFrom(messageId);
    }

    // The mark at which another way was taken stays where it is on screen.
    property string keptMark
    property real keptOffset

    function takeWay(key: string, by: int): void {
        const item = itemAtIndex(viewModel.rowOf(key));
        keptOffset = item ? item.y - contentY : height / 3;
        keptMark = key;
        follows = false;
        viewModel.takeWay(key, by);
    }

    function takeWayNear(by: int): void {
        let last = -1;
        for (let y = height - 1; y >= 0 && last < 0; y -= 16)
            last = indexAt(width / 2, contentY + y);
        const key = viewModel.markNear(activeFocus && currentIndex >= 0 ? currentIndex : last);
        if (key !== "")
            takeWay(key, by);
    }

    function arrive(): void {
        const at = keptMark === "" ? -1 : viewModel.rowOf(keptMark);
        keptMark = "";
        if (at < 0) {
            toEnd();
            return;
        }
        positionViewAtIndex(at, ListView.Beginning);
        const item = itemAtIndex(at);
        const most = Math.max(originY, originY + contentHeight - height);
        if (item)
            contentY = Math.max(originY, Math.min(most, item.y - keptOffset));
    }

    function toEnd(): void {
        follows = true;
        positionViewAtEnd();
    }

    // Said later, and so only when the reader is still at the end by then.
    function keepToEnd(): void {
        if (follows)
            positionViewAtEnd();
    }

    function page(forward: bool): void {
        // What comes into view changes the height: that must not bring the end back.
        follows = false;
        const least = originY;
        const most = Math.max(least, originY + contentHeight - height);
        contentY = Math.max(least, Math.min(most, contentY + (forward ? 0.85 : -0.85) * height));
        follows = atEnd;
    }

    function step(by: int): void {
        currentIndex = Math.max(0, Math.min(count - 1, (currentIndex < 0 ? count : currentIndex) + by));
        follows = false;
        positionViewAtIndex(currentIndex, ListView.Contain);
        follows = currentIndex === count - 1;
    }

    function wantEarlier(): void {
        if (viewModel.hasEarlier && contentY < originY + height)
            viewModel.loadEarlier();
    }

    // The row at the top of what is on screen, and how far it reaches above that.
    property int heldRow: -1
    property real heldOffset

    function hold(): void {
        for (let y = 0; y < height && heldRow < 0; y += 16)
            heldRow = indexAt(width / 2, contentY + y);
        const item = itemAtIndex(heldRow);
        heldOffset = item ? contentY - item.y : 0;
    }

    function takeUp(added: int): void {
        if (heldRow >= 0) {
            positionViewAtIndex(heldRow + added, ListView.Beginning);
            const item = itemAtIndex(heldRow + added);
            contentY = (item ? item.y : contentY) + heldOffset;
        }
        heldRow = -1;
        wantEarlier();
    }

    Accessible.name: qsTr("Conversation")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: Math.max(1200, height * 2)
    clip: true
    currentIndex: -1
    highlightFollowsCurrentItem: false
    keyNavigationEnabled: false
    model: viewModel.transcript
    objectName: "transcript"

    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Up)
            step(-1);
        else if (event.key === Qt.Key_Down)
            step(1);
        else if (event.key === Qt.Key_PageUp)
            page(false);
        else if (event.key === Qt.Key_PageDown || event.key === Qt.Key_Space)
            page(true);
        else if (event.key === Qt.Key_Home) {
            follows = false;
            positionViewAtBeginning();
        } else if (event.key === Qt.Key_End)
            toEnd();
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier || !viewModel.lookingBack && event.key === Qt.Key_Return)
            openMenu(currentItem as TranscriptRow);
        else if (event.matches(StandardKey.Copy) && currentItem)
            copyMessage((currentItem as TranscriptRow).messageId);
        else
            event.accepted = false;
    }
    onLookedAtChanged: toEnd()
    onContentHeightChanged: {
        if (follows)
            Qt.callLater(keepToEnd);
    }
    onContentYChanged: {
        if (moving || bar.pressed)
            follows = atEnd;
        wantEarlier();
    }
    onCountChanged: {
        if (follows)
            Qt.callLater(keepToEnd);
    }
    onHeightChanged: {
        if (follows)
            Qt.callLater(keepToEnd);
    }

    ScrollBar.vertical: ThinScrollBar {
        id: bar
    }
    delegate: DelegateChooser {
        role: "kind"

        DelegateChoice {
            roleValue: 0

            UserBlock {}
        }
        DelegateChoice {
            roleValue: 1

            ProseBlock {}
        }
        DelegateChoice {
            roleValue: 2

            CodeBlock {}
        }
        DelegateChoice {
            roleValue: 3

            TableBlock {}
        }
        DelegateChoice {
            roleValue: 4

            TranscriptRow {
                above: 14

                Hairline {
                    width: parent ? parent.width : 0
                }
            }
        }
        DelegateChoice {
            roleValue: 5

            ActionLine {}
        }
        DelegateChoice {
            roleValue: 6

            DelegateChooser {
                role: "notice"

                DelegateChoice {
                    roleValue: 0

                    EarlierTry {}
                }
                DelegateChoice {
                    StoppedMark {}
                }
            }
        }
        DelegateChoice {
            roleValue: 7

            ReadsLine {}
        }
        DelegateChoice {
            roleValue: 8

            ForkMark {}
        }
    }
    footer: Column {
        width: view.width

        Loader {
            active: view.approvals !== null
            visible: active && !view.viewModel.lookingBack
            width: parent.width

            sourceComponent: ApprovalsPanel {
                approvals: view.approvals
                column: view.column

                onNotNow: view.composerRequested()
            }
        }
        Working {
            column: view.column
            viewModel: view.viewModel
            width: view.width
        }
    }
    header: Item {
        height: 8
        width: view.width
    }

    FollowFocus {
        view: view
    }

    Connections {
        function onModelReset(): void {
            view.follows = true;
            view.currentIndex = -1;
        }

        // Earlier messages came in above: what is on screen stays where it is.
        function onRowsAboutToBeInserted(parent: var, first: int): void {
            if (first === 0 && view.count > 0 && !view.follows)
                view.hold();
        }

        function onRowsInserted(parent: var, first: int, last: int): void {
            if (first === 0 && view.heldRow >= 0)
                Qt.callLater(view.takeUp, last + 1);
        }

        target: view.viewModel.transcript
    }
    Connections {
        function onBranchInView(): void {
            Qt.callLater(view.arrive);
        }

        function onSent(): void {
            view.toEnd();
        }

        target: view.viewModel
    }
    MessageMenu {
        id: menu

        onAboutToHide: view.forceActiveFocus()
        onCaseRequested: messageId => view.caseRequested(messageId)
        onContinueRequested: messageId => view.continueFrom(messageId)
        onCopyRequested: messageId => view.copyMessage(messageId)
        onEditRequested: messageId => view.edit(messageId)
        onLinkRequested: messageId => view.linkRequested(messageId)
        onRegenerateRequested: messageId => view.regenerate(messageId)
    }
}
