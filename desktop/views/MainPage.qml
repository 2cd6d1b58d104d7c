pragma ComponentBehavior: Bound

import QtQuick
import Approvals
import Cairn
import Chat
import Components
import Conversations
import Evals
import Theme
import Timeline

// What fills the window: sidebar, conversation or another page, and what may lie over them.
Item {
    id: main

    required property ActivityViewModel activity
    required property ApprovalsViewModel approvals
    required property ChatViewModel chat
    required property CompareViewModel comparing
    required property ConnectionViewModel connection
    required property ConversationsViewModel conversations
    required property ErrorsViewModel errors
    required property ForkViewModel fork
    required property FrameViewModel frame
    required property LeavingViewModel leaving
    required property MakeCaseViewModel making
    required property ModelsViewModel models
    required property OpeningViewModel opening
    required property RemarksViewModel remarks
    required property ReportViewModel reporting
    required property SettingsViewModel settings
    required property SuitesViewModel suites
    required property TimelineViewModel timeline
    required property TrayViewModel tray
    required property VisitsViewModel visits

    readonly property bool narrow: Theme.isNarrow(width)
    // Over the page, while the window is narrow.
    property bool sidebarOver: false
    readonly property bool sidebarBeside: !narrow && frame.sidebarShown
    readonly property bool updating: opening.state === OpeningViewModel.State.UPDATING
    // There is nothing yet, or nothing at all, behind the other pages.
    readonly property bool closed: updating || opening.state === OpeningViewModel.State.FAILED
    // What stands beside the sidebar.
    property int place: Pages.Place.Conversation
    // What the page offers to take back.
    readonly property UndoViewModel offered: place === Pages.Place.Settings ? settings.undo : place === Pages.Place.Suites ? suites.undo : side.active ? timeline.branches.undo : null
    readonly property bool offers: offered !== null && offered.shown
    readonly property bool canGoBack: side.active && fork.canGoBack && !conversations.undoShown

    function fold(): void {
        if (narrow)
            sidebarOver = !sidebarOver;
        else
            frame.showSidebar(!frame.sidebarShown);
        if (sidebarOver || sidebarBeside)
            sidebar.focusList();
    }

    function startNew(): void {
        sidebarOver = false;
        conversations.startNew();
        page.focusComposer();
    }

    function find(): void {
        if (narrow)
            sidebarOver = true;
        else
            frame.showSidebar(true);
        sidebar.focusFilter();
    }

    function go(target: int): void {
        sidebarOver = false;
        place = target;
    }

    function showModels(): void {
        go(Pages.Place.Settings);
        pages.showModels();
    }

    function comeBack(): void {
        go(Pages.Place.Conversation);
        page.focusComposer();
    }

    function undo(): void {
        if (offers)
            offered.undo();
        else if (canGoBack)
            fork.goBack();
        else if (conversations.canUndo)
            conversations.undo();
    }

    anchors.bottomMargin: remarkStrip.height
    anchors.fill: parent

    onNarrowChanged: sidebarOver = false

    Binding {
        property: "title"
        target: main.Window.window
        value: [pages.title !== "" ? pages.title : main.chat.title, "Cairn"].filter(part => part !== "").join(" – ")
        when: main.Window.window !== null
    }
    Connections {
        // The command line may have changed them meanwhile.
        function onActiveChanged(): void {
            if (main.Window.active && main.opening.state === OpeningViewModel.State.OPEN) {
                main.conversations.refresh();
                main.chat.refresh();
                main.approvals.refresh();
            }
        }

        target: main.Window.window
    }
    Connections {
        function onOpened(): void {
            main.go(Pages.Place.Conversation);
        }

        target: main.conversations
    }
    Connections {
        function onPageWanted(): void {
            main.showModels();
        }

        target: main.models
    }
    Connections {
        // It may be the one that is selected already.
        function onConversationWanted(): void {
            main.comeBack();
        }

        target: main.activity
    }
    Connections {
        function onOpened(): void {
            main.go(Pages.Place.Compare);
        }
        function onBranchWanted(): void {
            main.comeBack();
        }

        target: main.comparing
    }
    Connections {
        function onWanted(): void {
            main.go(Pages.Place.Suites);
        }

        target: main.suites
    }
    Connections {
        function onOpened(): void {
            main.go(Pages.Place.Report);
        }

        target: main.reporting
    }
    Connections {
        function onNewWanted(): void {
            main.startNew();
        }

        target: main.tray
    }
    Connections {
        function onActionWanted(): void {
            main.go(Pages.Place.Conversation);
        }

        target: main.approvals
    }
    Connections {
        function onBranchWanted(): void {
            main.go(Pages.Place.Conversation);
        }
        function onStepWanted(): void {
            main.go(Pages.Place.Conversation);
        }
        function onNewWanted(): void {
            main.go(Pages.Place.Conversation);
        }

        target: main.visits
    }

    Item {
        id: below

        anchors.fill: parent
        enabled: !main.sidebarOver

        SidebarRail {
            id: rail

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            foldHint: keys.foldHint
            newHint: keys.newHint
            running: main.suites.underWay
            activityHint: keys.activityHint
            settingsHint: keys.settingsHint
            suitesHint: keys.suitesHint
            visible: !main.sidebarBeside && !main.closed

            onActivityRequested: main.go(Pages.Place.Activity)
            onNewRequested: main.startNew()
            onSettingsRequested: main.go(Pages.Place.Settings)
            onSuitesRequested: main.go(Pages.Place.Suites)
            onUnfoldRequested: main.fold()
        }
        Hairline {
            id: edge

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            vertical: true
            visible: !main.closed
            x: main.sidebarBeside ? Theme.sidebarWidth : rail.width
        }
        ChatPage {
            id: page

            anchors.bottom: parent.bottom
            anchors.left: edge.right
            anchors.right: parent.right
            anchors.rightMargin: side.room
            anchors.top: parent.top
            approvals: main.approvals
            canGoBack: main.fork.canGoBack
            goBackHint: keys.undoHint
            starterModel: main.connection.builtIn
            tracedTo: main.settings.tracing.tracedTo
            viewModel: main.chat
            visible: !main.closed && main.place === Pages.Place.Conversation

            onCaseRequested: messageId => main.timeline.makeCaseOf(messageId)
            onGoBackRequested: main.fork.goBack()
            onLinkRequested: messageId => main.timeline.copyLinkOf(messageId)
            onModelsRequested: main.showModels()
            onUndoRequested: main.undo()
        }
        Pages {
            id: pages

            activity: main.activity
            anchors.fill: page
            comparing: main.comparing
            reporting: main.reporting
            place: main.closed ? Pages.Place.Conversation : main.place
            settings: main.settings
            suites: main.suites
            undoHint: keys.undoHint

            onClosed: main.comeBack()
        }
        Loader {
            active: main.closed
            anchors.fill: parent

            sourceComponent: main.updating ? updatePage : openingPage

            Component {
                id: openingPage

                OpeningPage {
                    opening: main.opening
                }
            }
            Component {
                id: updatePage

                UpdatePage {
                    opening: main.opening
                }
            }
        }
        ErrorBanner {
            anchors.horizontalCenter: page.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: 64
            errors: main.errors
            width: Math.min(page.width - 48, 720)
        }
    }

    TimelineSide {
        id: side

        active: !main.closed && main.place === Pages.Place.Conversation
        anchors.fill: parent
        enabled: !main.sidebarOver
        frame: main.frame
        lookingBack: main.chat.lookingBack
        timeline: main.timeline
        undoHint: keys.undoHint

        onLeaveRequested: page.focusComposer()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: main.sidebarOver ? 1 : 0
        visible: opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.calm
            }
        }

        MouseArea {
            anchors.fill: parent
            enabled: main.sidebarOver

            onClicked: main.sidebarOver = false
        }
    }

    Sidebar {
        id: sidebar

        activityHint: keys.activityHint
        approvals: main.approvals
        connection: main.connection
        conversations: main.conversations
        filterHint: keys.findHint
        foldHint: keys.foldHint
        height: parent.height
        models: main.models
        newHint: keys.newHint
        running: main.suites.underWay
        settingsHint: keys.settingsHint
        suitesHint: keys.suitesHint
        undoHint: keys.undoHint
        visible: !main.closed && (main.sidebarBeside || main.sidebarOver || x > -width)
        width: Theme.sidebarWidth
        x: main.sidebarBeside || main.sidebarOver ? 0 : -width

        Keys.onEscapePressed: main.sidebarOver = false
        onActivityRequested: main.go(Pages.Place.Activity)
        onChosen: toWrite => {
            main.go(Pages.Place.Conversation);
            if (toWrite)
                page.focusComposer();
        }
        onFoldRequested: main.fold()
        onNewRequested: main.startNew()
        onSettingsRequested: main.go(Pages.Place.Settings)
        onSuitesRequested: main.go(Pages.Place.Suites)

        Behavior on x {
            enabled: main.narrow

            NumberAnimation {
                duration: Theme.calm
                easing.type: Easing.OutCubic
            }
        }
    }

    ApprovalDialog {
        approvals: main.approvals
    }
    ContinueSheet {
        fork: main.fork
    }
    MakeCaseSheet {
        making: main.making
    }
    ClosingSheet {
        leaving: main.leaving
    }
    Toast {
        action: main.making.toast.word
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.round(112 * Math.max(1, Theme.scale))
        objectName: "caseToast"
        sentence: main.making.toast.sentence
        visible: main.making.toast.shown
        width: Math.min(implicitWidth, page.width - 48)
        x: page.x + (page.width - width) / 2

        onAccepted: main.making.toast.undo()
        onDismissed: main.making.toast.dismiss()
    }
    RemarkStrip {
        id: remarkStrip

        anchors.top: parent.bottom
        remarks: main.remarks
        width: parent.width
    }
    SuiteDrop {
        anchors.fill: parent
        enabled: !main.closed

        onFilesDropped: addresses => main.visits.openDropped(addresses)
    }
    MainShortcuts {
        id: keys

        canDecide: main.approvals.needsYou > 0 && !main.approvals.dialogShown
        canUndo: main.offers || main.canGoBack || main.conversations.canUndo
        ready: !main.closed

        onCloseRequested: main.Window.window.close()
        onQuitRequested: main.leaving.quit()
        onDecideRequested: main.approvals.openNext()
        onFindRequested: main.find()
        onFoldRequested: main.fold()
        onNewRequested: main.startNew()
        onPageRequested: place => main.go(place)
        onUndoRequested: main.undo()
    }
}
