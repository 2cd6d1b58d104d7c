pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// What a run has come to.
FocusScope {
    id: page

    required property ReportViewModel report
    property string backHint

    readonly property real column: Math.min(width - 48, 860 * Math.max(1, Theme.scale))
    readonly property real margin: (width - column) / 2
    readonly property real first: Math.round(column * 0.4)
    readonly property bool stacked: report.names.length * 112 * Theme.scale > column - first - 20

    // Another view lies over all of it.
    readonly property bool covered: report.detail.shown || report.grading.shown

    signal closed

    function focusFirst(): void {
        grade.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Report")
    Accessible.role: Accessible.Pane
    objectName: "reportPage"

    Component.onDestruction: report.leave()
    Keys.onEscapePressed: closed()

    Connections {
        function onOpened(): void {
            list.begins = true;
            list.begin();
        }

        target: page.report
    }
    PageHead {
        id: head

        backHint: page.backHint
        visible: !page.covered
        title: page.report.title === "" ? qsTr("Report") : qsTr("%1: report").arg(page.report.title)
        width: parent.width

        onBackRequested: page.closed()

        TextButton {
            id: grade

            enabled: page.report.state === ReportViewModel.State.SHOWN
            objectName: "gradeButton"
            text: qsTr("Grade by hand")

            onClicked: page.report.gradeByHand()
        }
        TextButton {
            enabled: page.report.state === ReportViewModel.State.SHOWN
            objectName: "exportReport"
            text: qsTr("Export…")

            onClicked: exporting.ask()
        }
    }
    ListView {
        id: list

        // The row that Tab comes to. Focus is in the row itself: what stands above the rows has
        // its own.
        property int chosen: 0
        // Whether focus is shown: it came, or moved, by key.
        property bool ringed: true
        // Until the person moves it, it stays at its beginning while what is above the rows grows.
        property bool begins: true

        function begin(): void {
            if (begins)
                positionViewAtBeginning();
        }
        // The keyboard comes back from a case.
        function takeBack(): void {
            const row = itemAtIndex(chosen);
            (row ? row : list).forceActiveFocus(Qt.TabFocusReason);
        }
        function step(target: int): void {
            ringed = true;
            begins = false;
            chosen = Math.max(0, Math.min(count - 1, target));
            positionViewAtIndex(chosen, ListView.Contain);
            takeBack();
        }

        Accessible.name: qsTr("Cases")
        Accessible.role: Accessible.List
        activeFocusOnTab: false
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        bottomMargin: 48
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 400
        clip: true
        currentIndex: -1
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        model: page.report.cases
        objectName: "reportCases"
        reuseItems: true
        visible: page.report.state === ReportViewModel.State.SHOWN && !page.covered

        Keys.onPressed: event => {
            const rows = Math.max(1, Math.floor(height / (52 * Theme.scale)) - 1);
            const row = itemAtIndex(chosen);
            const onRow = row !== null && row.activeFocus;
            event.accepted = true;
            switch (event.key) {
            case Qt.Key_Up:
                step(chosen - 1);
                break;
            case Qt.Key_Down:
                step(onRow ? chosen + 1 : chosen);
                break;
            case Qt.Key_PageUp:
                step(chosen - rows);
                break;
            case Qt.Key_PageDown:
                step(chosen + rows);
                break;
            case Qt.Key_Home:
                step(0);
                positionViewAtBeginning();
                break;
            case Qt.Key_End:
                step(count - 1);
                break;
            default:
                event.accepted = false;
            }
        }
        onContentHeightChanged: Qt.callLater(begin)
        onContentYChanged: {
            if (bar.pressed)
                begins = false;
            if (contentY > originY + 1)
                return;
            begins = true;
            if (!activeFocus && !page.covered)
                chosen = 0;
        }
        onMovementStarted: begins = false

        FollowFocus {
            parent: list
            view: list
        }

        ScrollBar.vertical: ThinScrollBar {
            id: bar
        }
        header: Item {
            height: about.implicitHeight + 24
            width: list.width

            ReportHead {
                id: about

                first: page.first
                report: page.report
                stacked: page.stacked
                width: page.column
                x: page.margin
                y: 16
            }
        }
        delegate: ReportCase {
            id: row

            activeFocusOnTab: activeFocus || index === list.chosen
            current: activeFocus
            first: page.first
            margin: page.margin
            names: page.report.names
            stacked: page.stacked
            width: list.width

            // One that waits to be used again is not there, for screen readers neither.
            ListView.onPooled: visible = false
            ListView.onReused: visible = true
            Keys.onEnterPressed: page.report.openCase(key)
            Keys.onReturnPressed: page.report.openCase(key)
            onActiveFocusChanged: {
                if (!activeFocus)
                    list.ringed = true;
            }
            onClicked: {
                list.ringed = false;
                list.chosen = index;
                forceActiveFocus(Qt.MouseFocusReason);
                page.report.openCase(key);
            }

            FocusRing {
                anchors.leftMargin: page.margin
                anchors.rightMargin: page.margin
                inset: 0
                radius: Theme.radiusRow
                visible: row.current && list.ringed
            }
        }
        footer: SmallText {
            height: visible ? 48 * Theme.scale : 0
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("No case is like that.")
            verticalAlignment: Text.AlignVCenter
            visible: list.count === 0
            width: list.width
        }
    }
    LoadingLine {
        anchors.centerIn: parent
        visible: page.report.state === ReportViewModel.State.READING
    }
    SmallText {
        anchors.horizontalCenter: parent.horizontalCenter
        horizontalAlignment: Text.AlignHCenter
        objectName: "reportError"
        text: page.report.error
        visible: page.report.state === ReportViewModel.State.FAILED
        width: Math.min(page.column, 420 * Theme.scale)
        wrapMode: Text.Wrap
        y: head.height + 40
    }
    Loader {
        id: detail

        active: page.report.detail.shown
        anchors.fill: parent

        onActiveChanged: {
            if (!active)
                Qt.callLater(list.takeBack);
        }

        sourceComponent: CaseDetail {
            focus: true
            report: page.report
        }
    }
    Loader {
        active: page.report.grading.shown
        anchors.fill: parent

        onActiveChanged: {
            if (!active)
                Qt.callLater(page.focusFirst);
        }

        sourceComponent: GradeView {
            focus: true
            grading: page.report.grading
        }
    }
    ExportFile {
        id: exporting

        fileName: page.report.fileName
        toastName: "reportSaved"

        dialog: ReportDialog {}

        onChosen: file => page.report.export(file)
    }
    Connections {
        function onExported(name: string): void {
            exporting.tell(qsTr("Saved %1").arg(name));
        }

        target: page.report
    }
}
