import QtQuick
import Cairn
import Components
import Theme

// One conversation: its title, what was said, and where to write.
Item {
    id: page

    required property ChatViewModel viewModel
    property ApprovalsViewModel approvals: null
    // Whether the branch in view was made from another one, and how one gets back there by key.
    property bool canGoBack: false
    property string goBackHint
    // The server that is told what happens here; "" when nobody is.
    property string tracedTo
    // Whether the starter model would answer.
    property bool starterModel: false

    signal goBackRequested
    signal modelsRequested
    signal caseRequested(messageId: string)
    signal linkRequested(messageId: string)
    signal undoRequested

    readonly property color ground: viewModel.lookingBack ? Theme.side : Theme.page
    readonly property bool failed: viewModel.state === ChatViewModel.State.ERROR

    // From the transcript and the strip; whoever else has the keyboard has its own Enter.
    Keys.onEnterPressed: event => goOn(event)
    Keys.onReturnPressed: event => goOn(event)

    function goOn(event: KeyEvent): void {
        event.accepted = viewModel.lookingBack;
        if (viewModel.lookingBack && !event.isAutoRepeat)
            viewModel.continueFrom("");
    }

    function focusComposer(): void {
        composer.focusField();
    }

    // The past has another ground.
    Rectangle {
        anchors.fill: parent
        color: page.ground
        visible: page.viewModel.lookingBack
    }
    Item {
        id: head

        height: Math.round(52 * Math.max(1, Theme.scale))
        visible: page.viewModel.title !== "" || page.viewModel.running || page.tracedTo !== ""
        width: parent.width

        TitleText {
            anchors.left: parent.left
            anchors.leftMargin: 24
            anchors.right: traced.visible ? traced.left : goBack.visible ? goBack.left : parent.right
            anchors.rightMargin: traced.visible || goBack.visible ? 12 : 24
            anchors.verticalCenter: parent.verticalCenter
            objectName: "chatTitle"
            text: page.viewModel.title
        }
        TracedMark {
            id: traced

            anchors.right: goBack.visible ? goBack.left : parent.right
            anchors.rightMargin: goBack.visible ? 12 : 24
            anchors.verticalCenter: parent.verticalCenter
            brief: page.width < 640 * Theme.scale
            host: page.tracedTo
        }
        TextButton {
            id: goBack

            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            iconName: "undo"
            objectName: "goBack"
            quiet: true
            shortcutText: page.goBackHint
            text: qsTr("Back to where I was")
            visible: page.canGoBack && !page.viewModel.lookingBack

            onClicked: page.goBackRequested()
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    TranscriptView {
        id: transcript

        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.visible ? head.bottom : parent.top
        approvals: page.approvals
        viewModel: page.viewModel
        wayAfterHint: wayAfter.nativeText
        wayBeforeHint: wayBefore.nativeText

        onCaseRequested: messageId => page.caseRequested(messageId)
        onComposerRequested: composer.focusField()
        onLinkRequested: messageId => page.linkRequested(messageId)
        visible: page.viewModel.state === ChatViewModel.State.READY || page.viewModel.running
    }
    EmptyState {
        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        starterModel: page.starterModel
        visible: page.viewModel.state === ChatViewModel.State.EMPTY && !page.viewModel.running

        onChosen: prompt => composer.write(prompt)
        onModelsRequested: page.modelsRequested()
    }
    LoadingLine {
        anchors.centerIn: transcript
        visible: page.viewModel.state === ChatViewModel.State.LOADING && late.passed
    }
    Timer {
        id: late

        property bool passed: false

        interval: 250
        running: page.viewModel.state === ChatViewModel.State.LOADING

        onRunningChanged: passed = false
        onTriggered: passed = true
    }
    // What scrolls by ends softly above the composer.
    Rectangle {
        anchors.bottom: foot.top
        anchors.horizontalCenter: foot.horizontalCenter
        height: 16
        visible: transcript.visible && !transcript.atEnd
        width: foot.width

        gradient: Gradient {
            GradientStop {
                color: Qt.alpha(page.ground, 0)
                position: 0
            }
            GradientStop {
                color: page.ground
                position: 1
            }
        }
    }
    IconButton {
        anchors.bottom: foot.top
        anchors.bottomMargin: 8
        anchors.horizontalCenter: parent.horizontalCenter
        framed: true
        iconName: "arrow-down"
        objectName: "jumpToNewest"
        round: true
        text: qsTr("Jump to newest")
        visible: transcript.visible && !transcript.follows && !transcript.atEnd && page.viewModel.editing.messageId === ""

        onClicked: transcript.toEnd()
    }
    Item {
        id: foot

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        height: (notice.visible ? notice.height + 10 : 0) + (composer.visible ? composer.height : strip.height) + 18
        width: transcript.column + 20

        TurnNotice {
            id: notice

            viewModel: page.viewModel
            width: parent.width
        }
        Composer {
            id: composer

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 18
            enabled: !page.failed
            rejecting: page.approvals !== null && page.approvals.here.shown
            viewModel: page.viewModel
            visible: !page.viewModel.lookingBack
            width: parent.width

            onNewestRequested: transcript.toEnd()
            onPageRequested: forward => transcript.page(forward)
            onUndoRequested: page.undoRequested()
        }
        LookBackStrip {
            id: strip

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 18
            viewModel: page.viewModel
            visible: page.viewModel.lookingBack
            width: parent.width
        }
        Toast {
            id: toast

            anchors.bottom: composer.visible ? composer.top : strip.top
            anchors.bottomMargin: 10
            anchors.horizontalCenter: parent.horizontalCenter
            sentence: ""
            visible: shown.running

            onDismissed: shown.stop()
        }
    }
    Timer {
        id: shown

        interval: 2200
    }
    Connections {
        function onTold(sentence: string): void {
            toast.sentence = sentence;
            shown.restart();
        }

        target: page.viewModel
    }
    Shortcut {
        sequences: [StandardKey.MoveToEndOfDocument]

        onActivated: transcript.toEnd()
    }
    Connections {
        // Whoever walks the steps goes on walking them.
        function onLookedBack(back: bool): void {
            const focused = page.Window.activeFocusItem;
            if (back && (!focused || !focused.visible || focused === page.Window.contentItem))
                strip.focusBack();
            else if (!back && (!focused || !focused.visible || focused === page.Window.contentItem))
                composer.focusField();
        }

        target: page.viewModel
    }
    Shortcut {
        id: wayBefore

        enabled: transcript.visible
        sequence: "Ctrl+["

        onActivated: transcript.takeWayNear(-1)
    }
    Shortcut {
        id: wayAfter

        enabled: transcript.visible
        sequence: "Ctrl+]"

        onActivated: transcript.takeWayNear(1)
    }
    Shortcut {
        enabled: page.viewModel.lookingBack && page.viewModel.editing.messageId === ""
        sequence: "Escape"

        onActivated: page.viewModel.lookAt(0)
    }
    Shortcut {
        enabled: page.viewModel.running && page.viewModel.editing.messageId === ""
        sequence: "Escape"

        onActivated: page.viewModel.stop()
    }

    Connections {
        function onDarkChanged(): void {
            page.viewModel.setDark(Theme.dark);
        }

        target: Theme
    }

    Component.onCompleted: {
        viewModel.setDark(Theme.dark);
        composer.focusField();
    }
}
