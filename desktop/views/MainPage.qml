pragma ComponentBehavior: Bound

import QtQuick
import Activity
import Approvals
import Cairn
import Chat
import Components
import Conversations
import Settings
import Theme
import Timeline

// What fills the window: sidebar, conversation or another page, and what may lie over them.
Item {
    id: main

    enum Place {
        Conversation,
        Settings,
        Activity,
        Compare
    }

    required property ActivityViewModel activity
    required property ApprovalsViewModel approvals
    required property ChatViewModel chat
    required property CompareViewModel comparing
    required property ConnectionViewModel connection
    required property ConversationsViewModel conversations
    required property ErrorsViewModel errors
    required property ForkViewModel fork
    required property FrameViewModel frame
    required property OpeningViewModel opening
    required property SettingsViewModel settings
    required property TimelineViewModel timeline

    readonly property bool narrow: Theme.isNarrow(width)
    // Over the page, while the window is narrow.
    property bool sidebarOver: false
    readonly property bool sidebarBeside: !narrow && frame.sidebarShown
    readonly property bool failed: opening.state === OpeningViewModel.State.FAILED
    // What stands beside the sidebar.
    property int place: MainPage.Place.Conversation

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

    function comeBack(): void {
        go(MainPage.Place.Conversation);
        page.focusComposer();
    }

    anchors.fill: parent

    onNarrowChanged: sidebarOver = false

    Binding {
        property: "title"
        target: main.Window.window
        value: main.place === MainPage.Place.Settings ? qsTr("Settings – Cairn") : main.place === MainPage.Place.Activity ? qsTr("Activity – Cairn") : main.chat.title === "" ? "Cairn" : qsTr("%1 – Cairn").arg(main.chat.title)
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
            main.go(MainPage.Place.Conversation);
        }

        target: main.conversations
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
            main.go(MainPage.Place.Compare);
        }
        function onBranchWanted(): void {
            main.comeBack();
        }

        target: main.comparing
    }
    Connections {
        function onActionWanted(): void {
            main.go(MainPage.Place.Conversation);
        }

        target: main.approvals
    }

    Item {
        id: below

        anchors.fill: parent
        enabled: !main.sidebarOver

        SidebarRail {
            id: rail

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            foldHint: foldShortcut.nativeText
            newHint: newShortcut.nativeText
            activityHint: activityShortcut.nativeText
            settingsHint: settingsShortcut.nativeText
            visible: !main.sidebarBeside && !main.failed

            onActivityRequested: main.go(MainPage.Place.Activity)
            onNewRequested: main.startNew()
            onSettingsRequested: main.go(MainPage.Place.Settings)
            onUnfoldRequested: main.fold()
        }
        Hairline {
            id: edge

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            vertical: true
            visible: !main.failed
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
            goBackHint: undoShortcut.nativeText
            viewModel: main.chat
            visible: !main.failed && main.place === MainPage.Place.Conversation

            onGoBackRequested: main.fork.goBack()
            onUndoRequested: {
                if (undoShortcut.enabled)
                    undoShortcut.activated();
            }
        }
        // Other pages reach over the ground of the timeline.
        Rectangle {
            anchors.fill: page
            color: Theme.page
            visible: main.place !== MainPage.Place.Conversation
        }
        Loader {
            active: !main.failed && main.place === MainPage.Place.Settings
            anchors.fill: page

            sourceComponent: SettingsPage {
                backHint: qsTr("Esc")
                settings: main.settings
                undoHint: undoShortcut.nativeText

                Component.onCompleted: focusFirst()
                onClosed: main.comeBack()
            }
        }
        Loader {
            active: !main.failed && main.place === MainPage.Place.Activity
            anchors.fill: page

            sourceComponent: ActivityPage {
                activity: main.activity
                backHint: qsTr("Esc")

                Component.onCompleted: focusFirst()
                onClosed: main.comeBack()
            }
        }
        Loader {
            active: !main.failed && main.place === MainPage.Place.Compare
            anchors.fill: page

            sourceComponent: ComparePage {
                backHint: qsTr("Esc")
                comparing: main.comparing

                Component.onCompleted: focusFirst()
                onClosed: main.comeBack()
            }
        }
        Loader {
            active: main.failed
            anchors.fill: parent

            sourceComponent: OpeningPage {
                opening: main.opening
            }
        }
        Banner {
            anchors.horizontalCenter: page.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: 64
            hint: main.errors.hint
            kind: Banner.Kind.Failed
            objectName: "errorBanner"
            sentence: main.errors.sentence
            visible: main.errors.shown
            width: Math.min(page.width - 48, 720)

            TextButton {
                objectName: "copyDetails"
                text: qsTr("Copy details")
                visible: main.errors.hasDetails

                onClicked: main.errors.copyDetails()
            }
            TextButton {
                objectName: "dismissError"
                quiet: true
                text: qsTr("Close")

                onClicked: main.errors.dismiss()
            }
        }
    }

    TimelineSide {
        id: side

        active: !main.failed && main.place === MainPage.Place.Conversation
        anchors.fill: parent
        enabled: !main.sidebarOver
        frame: main.frame
        lookingBack: main.chat.lookingBack
        timeline: main.timeline
        undoHint: undoShortcut.nativeText

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

        activityHint: activityShortcut.nativeText
        approvals: main.approvals
        connection: main.connection
        conversations: main.conversations
        filterHint: findShortcut.nativeText
        foldHint: foldShortcut.nativeText
        height: parent.height
        newHint: newShortcut.nativeText
        settingsHint: settingsShortcut.nativeText
        undoHint: undoShortcut.nativeText
        visible: !main.failed && (main.sidebarBeside || main.sidebarOver || x > -width)
        width: Theme.sidebarWidth
        x: main.sidebarBeside || main.sidebarOver ? 0 : -width

        Keys.onEscapePressed: main.sidebarOver = false
        onActivityRequested: main.go(MainPage.Place.Activity)
        onChosen: toWrite => {
            main.go(MainPage.Place.Conversation);
            if (toWrite)
                page.focusComposer();
        }
        onFoldRequested: main.fold()
        onNewRequested: main.startNew()
        onSettingsRequested: main.go(MainPage.Place.Settings)

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
    Shortcut {
        enabled: !main.failed && main.approvals.needsYou > 0 && !main.approvals.dialogShown
        sequence: "Ctrl+D"

        onActivated: main.approvals.openNext()
    }
    Shortcut {
        id: newShortcut

        enabled: !main.failed
        sequences: [StandardKey.New]

        onActivated: main.startNew()
    }
    Shortcut {
        id: findShortcut

        enabled: !main.failed
        sequences: [StandardKey.Find]

        onActivated: main.find()
    }
    Shortcut {
        id: foldShortcut

        enabled: !main.failed
        sequence: "Ctrl+B"

        onActivated: main.fold()
    }
    Shortcut {
        id: undoShortcut

        readonly property bool ofSettings: main.place === MainPage.Place.Settings && main.settings.undo.shown

        readonly property bool ofTimeline: side.active && main.timeline.branches.undo.shown

        readonly property bool ofFork: side.active && main.fork.canGoBack && !main.conversations.undoShown

        enabled: ofSettings || ofTimeline || ofFork || main.conversations.canUndo
        sequences: [StandardKey.Undo]

        onActivated: {
            if (ofSettings)
                main.settings.undo.undo();
            else if (ofTimeline)
                main.timeline.branches.undo.undo();
            else if (ofFork)
                main.fork.goBack();
            else
                main.conversations.undo();
        }
    }
    Shortcut {
        id: settingsShortcut

        enabled: !main.failed
        sequence: "Ctrl+,"

        onActivated: main.go(MainPage.Place.Settings)
    }
    Shortcut {
        id: activityShortcut

        enabled: !main.failed
        sequence: "Ctrl+Shift+A"

        onActivated: main.go(MainPage.Place.Activity)
    }
    Shortcut {
        sequences: [StandardKey.Quit, StandardKey.Close]

        onActivated: main.Window.window.close()
    }
}
