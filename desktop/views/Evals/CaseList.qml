pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// The cases of a suite, filtered by words and by a tag.
FocusScope {
    id: pane

    required property CasesViewModel cases
    required property real margin

    readonly property real column: width - 2 * margin
    readonly property bool some: cases.state === CasesViewModel.State.ROWS || cases.state === CasesViewModel.State.NO_MATCH

    Field {
        id: search

        iconName: "search"
        name: qsTr("Filter cases")
        objectName: "caseFilter"
        placeholderText: name
        text: pane.cases.query
        visible: pane.some
        width: tags.visible ? pane.column - tags.width - 8 : pane.column
        x: pane.margin

        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        Keys.onEscapePressed: event => {
            event.accepted = text !== "";
            if (event.accepted)
                clear();
        }
        Keys.onReturnPressed: list.forceActiveFocus(Qt.TabFocusReason)
        onTextChanged: pane.cases.search(text)
    }
    Dropdown {
        id: tags

        currentIndex: pane.cases.tag === "" ? 0 : pane.cases.tags.indexOf(pane.cases.tag) + 1
        model: [qsTr("All tags"), ...pane.cases.tags]
        name: qsTr("Only cases with this tag")
        objectName: "caseTags"
        visible: pane.some && pane.cases.tags.length > 0
        width: Math.round(Math.min(160 * Math.max(1, Theme.scale), pane.column / 3))
        x: pane.margin + pane.column - width

        onActivated: index => pane.cases.chooseTag(index === 0 ? "" : pane.cases.tags[index - 1])
    }
    ListView {
        id: list

        // Whether focus is shown: it came, or moved, by key.
        property bool ringed: true

        function step(target: int): void {
            ringed = true;
            currentIndex = Math.max(0, Math.min(count - 1, target));
        }

        Accessible.name: qsTr("Cases")
        Accessible.role: Accessible.List
        activeFocusOnTab: count > 0
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: search.bottom
        anchors.topMargin: 8
        bottomMargin: 72
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 400
        clip: true
        currentIndex: 0
        focus: true
        highlightMoveDuration: 0
        keyNavigationEnabled: false
        model: pane.cases.model
        objectName: "caseList"
        reuseItems: true

        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(height / (52 * Theme.scale)) - 1);
            const row = currentItem as CaseLine;
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
                if (row)
                    pane.cases.edit(row.caseId);
                break;
            case Qt.Key_Delete:
                if (row && !event.isAutoRepeat)
                    pane.cases.remove(row.caseId);
                break;
            default:
                if (event.modifiers & ~Qt.ShiftModifier || event.text.trim() === "" || event.text < " ")
                    return;
                search.forceActiveFocus(Qt.ShortcutFocusReason);
                search.insert(search.length, event.text);
            }
            event.accepted = true;
        }
        onActiveFocusChanged: {
            if (!activeFocus)
                ringed = true;
        }

        ScrollBar.vertical: ThinScrollBar {}
        delegate: CaseLine {
            id: row

            current: ListView.isCurrentItem && list.activeFocus
            leftInset: pane.margin
            leftPadding: pane.margin + 10
            objectName: "case:" + caseId
            rightInset: pane.margin
            rightPadding: pane.margin + 8
            width: list.width

            onClicked: {
                list.ringed = false;
                list.currentIndex = index;
                list.forceActiveFocus(Qt.MouseFocusReason);
                pane.cases.edit(caseId);
            }
            onRemoved: pane.cases.remove(caseId)

            FocusRing {
                anchors.leftMargin: pane.margin
                anchors.rightMargin: pane.margin
                inset: 0
                radius: Theme.radiusRow
                visible: row.current && list.ringed
            }
        }
    }
    LoadingLine {
        anchors.centerIn: parent
        visible: pane.cases.state === CasesViewModel.State.READING
    }
    Column {
        objectName: "noCases"
        spacing: 4
        visible: pane.cases.state === CasesViewModel.State.NOTHING_YET || pane.cases.state === CasesViewModel.State.NO_MATCH
        width: pane.column
        x: pane.margin
        y: search.height + 40

        TitleText {
            horizontalAlignment: Text.AlignHCenter
            text: pane.some ? qsTr("No case matches") : qsTr("No cases yet")
            width: parent.width
        }
        SmallText {
            horizontalAlignment: Text.AlignHCenter
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            text: pane.some ? qsTr("The filter looks into names, tags, and what was asked.") : qsTr("Open a conversation, and choose “Make a case…” at the step or message that went wrong. Say there what should have happened, and the case stands here.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
