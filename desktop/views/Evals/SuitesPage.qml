pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// The suites, the cases in one of them, and its runs.
FocusScope {
    id: page

    required property SuitesViewModel suites
    property string backHint
    property string undoHint

    // Whether the suites stand in a list of their own beside the one in view.
    readonly property bool beside: width >= 720 * Math.max(1, Theme.scale)
    readonly property bool empty: suites.state === SuitesViewModel.State.NOTHING_YET

    signal closed

    function focusFirst(): void {
        if (beside && !empty)
            list.forceActiveFocus(Qt.OtherFocusReason);
        else
            make.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Suites")
    Accessible.role: Accessible.Pane

    Component.onCompleted: suites.enter()
    Component.onDestruction: suites.leave()
    Keys.onEscapePressed: closed()

    Connections {
        function onRunsWanted(): void {
            tabs.current = 1;
        }

        target: page.suites
    }
    PageHead {
        id: head

        backHint: page.backHint
        title: qsTr("Suites")
        width: parent.width

        onBackRequested: page.closed()

        TextButton {
            id: make

            iconName: "plus"
            objectName: "newSuite"
            text: qsTr("New suite")

            onClicked: naming.ask(qsTr("New suite"), "", name => page.suites.create(name))
        }
    }
    SuiteList {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: head.bottom
        focus: true
        suites: page.suites
        visible: page.beside && !page.empty
        width: Math.round(216 * Math.max(1, Theme.scale))
    }
    Hairline {
        id: edge

        anchors.bottom: parent.bottom
        anchors.top: head.bottom
        vertical: true
        visible: list.visible
        x: list.width
    }
    Item {
        id: detail

        readonly property real column: Math.min(width - 48, 760 * Math.max(1, Theme.scale))
        readonly property real margin: (width - column) / 2

        anchors.bottom: parent.bottom
        anchors.left: list.visible ? edge.right : parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        visible: page.suites.state === SuitesViewModel.State.ROWS

        SuiteHead {
            id: about

            beside: page.beside
            suites: page.suites
            width: detail.column
            x: detail.margin
            y: 16

            onExportRequested: exporting.ask()
            onRenameRequested: naming.ask(qsTr("Rename the suite"), page.suites.name, name => page.suites.rename(name))
        }
        Chips {
            id: tabs

            anchors.top: about.bottom
            anchors.topMargin: 12
            labels: [qsTr("Cases"), page.suites.runs.count === 0 ? qsTr("Runs") : qsTr("Runs (%1)").arg(page.suites.runs.count)]
            name: qsTr("What is shown of the suite")
            objectName: "suiteTabs"
            width: detail.column
            x: detail.margin

            onChosen: index => current = index
        }
        CaseList {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: tabs.bottom
            anchors.topMargin: 12
            cases: page.suites.cases
            margin: detail.margin
            visible: tabs.current === 0
        }
        RunList {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: tabs.bottom
            anchors.topMargin: 12
            margin: detail.margin
            runs: page.suites.runs
            visible: tabs.current === 1
        }
    }
    LoadingLine {
        anchors.centerIn: parent
        visible: page.suites.state === SuitesViewModel.State.READING
    }
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        objectName: "noSuites"
        spacing: 4
        visible: page.empty
        width: Math.min(parent.width - 48, 480 * Math.max(1, Theme.scale))
        y: head.height + 64

        TitleText {
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("No suites yet")
            width: parent.width
        }
        SmallText {
            horizontalAlignment: Text.AlignHCenter
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            text: qsTr("When an answer was wrong, or right in a way that must stay, choose “Make a case…” at that step or message. The first case makes the first suite, and a suite can be run against any model or prompt.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
    Toast {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        anchors.horizontalCenter: parent.horizontalCenter
        action: qsTr("Undo")
        objectName: "suitesUndo"
        sentence: page.suites.undo.sentence
        shortcutText: page.undoHint
        visible: page.suites.undo.shown
        width: Math.min(parent.width - 48, 420 * Math.max(1, Theme.scale))

        onAccepted: page.suites.undo.undo()
        onDismissed: page.suites.undo.dismiss()
    }
    ExportFile {
        id: exporting

        fileName: page.suites.file.fileName(page.suites.name)
        toastName: "suiteSaved"

        dialog: SuiteDialog {}

        onChosen: file => page.suites.file.export(page.suites.chosen, file)
    }
    Connections {
        function onExported(sentence: string): void {
            exporting.tell(sentence);
        }

        target: page.suites.file
    }
    NameSheet {
        id: naming
    }
    RunSheet {
        setup: page.suites.setup
    }
}
