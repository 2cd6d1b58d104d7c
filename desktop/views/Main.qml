pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Chat
import Components
import Conversations
import Theme

// The window: sidebar, page, and what may lie over them.
ApplicationWindow {
    id: window

    required property ChatViewModel chat
    required property ConnectionViewModel connection
    required property ConversationsViewModel conversations
    required property ErrorsViewModel errors
    required property FrameViewModel frame
    required property OpeningViewModel opening

    readonly property bool narrow: width < 636 + sidebarWidth
    // Over the page, while the window is narrow.
    property bool sidebarOver: false
    readonly property bool sidebarBeside: !narrow && frame.sidebarShown
    readonly property bool failed: opening.state === OpeningViewModel.State.FAILED
    readonly property int sidebarWidth: Math.round(264 * Math.max(1, Theme.scale))

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

    function remember(): void {
        if (visible && visibility !== Window.Minimized && visibility !== Window.FullScreen)
            frame.moved(x, y, width, height, visibility === Window.Maximized);
    }

    color: Theme.page
    font.family: Theme.sans
    font.pixelSize: Theme.body
    height: frame.height
    minimumHeight: 600
    minimumWidth: 800
    title: chat.title === "" ? "Cairn" : qsTr("%1 – Cairn").arg(chat.title)
    visibility: frame.maximized ? Window.Maximized : Window.Windowed
    visible: true
    width: frame.width
    x: frame.x
    y: frame.y

    // The command line may have changed them meanwhile.
    onActiveChanged: {
        if (active && opening.state === OpeningViewModel.State.OPEN)
            conversations.refresh();
    }
    onHeightChanged: remember()
    onNarrowChanged: sidebarOver = false
    onVisibilityChanged: remember()
    onWidthChanged: remember()
    onXChanged: remember()
    onYChanged: remember()

    Binding {
        property: "reduceMotion"
        target: Theme
        value: window.frame.reduceMotion
    }

    Item {
        id: below

        anchors.fill: parent
        enabled: !window.sidebarOver

        SidebarRail {
            id: rail

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            foldHint: foldShortcut.nativeText
            newHint: newShortcut.nativeText
            visible: !window.sidebarBeside && !window.failed

            onNewRequested: window.startNew()
            onUnfoldRequested: window.fold()
        }
        Hairline {
            id: edge

            anchors.bottom: parent.bottom
            anchors.top: parent.top
            vertical: true
            visible: !window.failed
            x: window.sidebarBeside ? window.sidebarWidth : rail.width
        }
        ChatPage {
            id: page

            anchors.bottom: parent.bottom
            anchors.left: edge.right
            anchors.right: parent.right
            anchors.top: parent.top
            viewModel: window.chat
            visible: !window.failed
        }
        Loader {
            active: window.failed
            anchors.fill: parent

            sourceComponent: OpeningPage {
                opening: window.opening
            }
        }
        Banner {
            anchors.horizontalCenter: page.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: 64
            hint: window.errors.hint
            kind: Banner.Kind.Failed
            objectName: "errorBanner"
            sentence: window.errors.sentence
            visible: window.errors.shown
            width: Math.min(page.width - 48, 720)

            TextButton {
                objectName: "copyDetails"
                text: qsTr("Copy details")
                visible: window.errors.hasDetails

                onClicked: window.errors.copyDetails()
            }
            TextButton {
                objectName: "dismissError"
                quiet: true
                text: qsTr("Close")

                onClicked: window.errors.dismiss()
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: window.sidebarOver ? 1 : 0
        visible: opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.calm
            }
        }

        MouseArea {
            anchors.fill: parent
            enabled: window.sidebarOver

            onClicked: window.sidebarOver = false
        }
    }

    Sidebar {
        id: sidebar

        connection: window.connection
        conversations: window.conversations
        filterHint: findShortcut.nativeText
        foldHint: foldShortcut.nativeText
        height: parent.height
        newHint: newShortcut.nativeText
        undoHint: undoShortcut.nativeText
        visible: !window.failed && (window.sidebarBeside || window.sidebarOver || x > -width)
        width: window.sidebarWidth
        x: window.sidebarBeside || window.sidebarOver ? 0 : -width

        Keys.onEscapePressed: window.sidebarOver = false
        onChosen: toWrite => {
            window.sidebarOver = false;
            if (toWrite)
                page.focusComposer();
        }
        onFoldRequested: window.fold()
        onNewRequested: window.startNew()

        Behavior on x {
            enabled: window.narrow

            NumberAnimation {
                duration: Theme.calm
                easing.type: Easing.OutCubic
            }
        }
    }

    Shortcut {
        id: newShortcut

        enabled: !window.failed
        sequences: [StandardKey.New]

        onActivated: window.startNew()
    }
    Shortcut {
        id: findShortcut

        enabled: !window.failed
        sequences: [StandardKey.Find]

        onActivated: window.find()
    }
    Shortcut {
        id: foldShortcut

        enabled: !window.failed
        sequence: "Ctrl+B"

        onActivated: window.fold()
    }
    Shortcut {
        id: undoShortcut

        enabled: window.conversations.canUndo
        sequences: [StandardKey.Undo]

        onActivated: window.conversations.undo()
    }
    Shortcut {
        sequences: [StandardKey.Quit, StandardKey.Close]

        onActivated: window.close()
    }
}
