pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// The steps of the branch, newest on top; walked with the arrows, read on as it is scrolled.
ListView {
    id: list

    required property TimelineViewModel timeline

    readonly property StepRow currentRow: currentItem as StepRow
    // Asked once here, and not by every row.
    readonly property string detailKey: timeline.detail.key
    readonly property string namingKey: timeline.pins.naming
    // Whether focus is shown: it came, or moved, by key.
    property bool ringed: true

    signal leaveRequested

    function step(target: int): void {
        ringed = true;
        timeline.moveTo(target);
    }

    function takeBack(): void {
        list.ringed = true;
        list.forceActiveFocus(Qt.OtherFocusReason);
    }

    function showDetail(): void {
        if (timeline.detail.key !== "" && currentRow && currentRow.detailed)
            positionViewAtIndex(currentIndex, ListView.Contain);
    }

    // Whether the key was one of those that need a row.
    function act(event: KeyEvent): bool {
        if (!currentRow || event.modifiers & ~(Qt.KeypadModifier | Qt.ShiftModifier))
            return false;
        switch (event.key) {
        case Qt.Key_Right:
            timeline.unfold();
            break;
        case Qt.Key_Left:
            timeline.fold();
            break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (!event.isAutoRepeat)
                timeline.continueFrom(currentRow.key);
            break;
        case Qt.Key_P:
            if (!event.isAutoRepeat)
                timeline.togglePin(currentRow.key);
            break;
        case Qt.Key_R:
            if (!event.isAutoRepeat)
                timeline.rewindTo(currentRow.key);
            break;
        case Qt.Key_C:
            if (!event.isAutoRepeat)
                timeline.makeCase(currentRow.key);
            break;
        case Qt.Key_F2:
            timeline.askName(currentRow.key);
            break;
        case Qt.Key_F10:
            if (event.modifiers & Qt.ShiftModifier)
                menu.openFor(currentRow);
            break;
        case Qt.Key_Menu:
            menu.openFor(currentRow);
            break;
        default:
            return false;
        }
        return true;
    }

    Accessible.name: qsTr("Steps")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    bottomMargin: 12
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 600
    clip: true
    currentIndex: -1
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: timeline.model
    objectName: "stepList"
    reuseItems: true

    ScrollBar.vertical: ThinScrollBar {}
    delegate: StepRow {
        id: row

        current: ListView.isCurrentItem
        detailed: list.detailKey === key
        naming: list.namingKey === key
        last: index === list.count - 1
        objectName: key
        timeline: list.timeline
        width: list.width - 8

        onClicked: {
            list.ringed = false;
            list.forceActiveFocus(Qt.MouseFocusReason);
            list.timeline.choose(key);
        }
        onMenuRequested: menu.openFor(row)
        onNameGiven: {
            list.timeline.pins.cancelNaming();
            list.takeBack();
        }
        onNameTaken: text => {
            list.timeline.pins.name(text);
            list.takeBack();
        }

        FocusRing {
            anchors.bottomMargin: row.height - row.line
            inset: 0
            radius: Theme.radiusRow
            visible: row.current && !row.naming && list.activeFocus && list.ringed
        }
    }

    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(height / (46 * Theme.scale)) - 1);
        event.accepted = true;
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
        case Qt.Key_Escape:
            if (timeline.detail.key !== "")
                timeline.detail.close();
            else if (currentIndex >= 0)
                timeline.leave();
            else
                leaveRequested();
            break;
        default:
            event.accepted = act(event);
        }
    }
    onActiveFocusChanged: {
        if (!activeFocus)
            ringed = true;
    }

    // No binding: a row that goes as another becomes current may change the rows.
    Connections {
        function onCurrentChanged(): void {
            list.currentIndex = list.timeline.currentRow;
        }

        target: list.timeline
    }
    Connections {
        function onChanged(): void {
            Qt.callLater(list.showDetail);
        }

        target: list.timeline.detail
    }
    StepMenu {
        id: menu

        timeline: list.timeline

        onClosed: list.takeBack()
    }
}
