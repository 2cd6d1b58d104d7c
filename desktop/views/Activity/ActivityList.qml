pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// All actions by day, newest first; reads on as it is scrolled.
ListView {
    id: list

    required property ActivityViewModel activity
    required property real margin

    // Whether focus is shown: it came, or moved, by key.
    property bool ringed: true

    signal typed(string text)

    function step(target: int): void {
        ringed = true;
        currentIndex = Math.max(0, Math.min(count - 1, target));
    }

    function openCurrent(): void {
        const row = currentItem as ActivityRow;
        if (row)
            activity.openDetail(row.actionId);
    }

    Accessible.name: qsTr("Actions")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    bottomMargin: 16
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 800
    clip: true
    currentIndex: 0
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: activity.model
    objectName: "activityList"
    reuseItems: true
    section.property: "day"

    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(height / (52 * Theme.scale)) - 1);
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
            openCurrent();
            break;
        default:
            if (event.modifiers & ~Qt.ShiftModifier || event.text.trim() === "" || event.text < " ")
                return;
            list.typed(event.text);
        }
        event.accepted = true;
    }
    onActiveFocusChanged: {
        if (!activeFocus)
            ringed = true;
    }

    ScrollBar.vertical: ThinScrollBar {}
    delegate: ActivityRow {
        id: row

        current: ListView.isCurrentItem && list.activeFocus
        leftInset: list.margin
        leftPadding: list.margin + 10
        objectName: "action:" + actionId
        rightInset: list.margin
        rightPadding: list.margin + 12
        width: list.width

        onClicked: {
            list.ringed = false;
            list.currentIndex = index;
            list.forceActiveFocus(Qt.MouseFocusReason);
            list.activity.openDetail(actionId);
        }

        FocusRing {
            anchors.leftMargin: list.margin
            anchors.rightMargin: list.margin
            inset: 0
            radius: Theme.radiusRow
            visible: row.current && list.ringed
        }
    }
    section.delegate: Item {
        id: heading

        required property string section

        height: Math.round(36 * Math.max(1, Theme.scale))
        width: list.width

        CapsText {
            Accessible.role: Accessible.Heading
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 6
            text: heading.section
            x: list.margin + 10
        }
    }
}
