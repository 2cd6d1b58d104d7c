import QtQuick
import Components
import Theme

// What can be done with a whole message; there when the mouse is, or the keyboard.
Row {
    id: tools

    property bool shown: false
    // It can be sent again in other words.
    property bool editable: false
    // It can be answered by the agent once more.
    property bool answer: false
    // It is a step: one can go on from it.
    property bool saved: false

    readonly property bool seen: shown || activeFocus || done.running

    signal copyRequested
    signal editRequested
    signal regenerateRequested
    signal continueRequested
    signal caseRequested

    opacity: seen ? 1 : 0

    component Tool: IconButton {
        extent: Math.round(28 * Math.max(1, Theme.scale))
    }

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    Tool {
        iconName: done.running ? "check" : "copy"
        objectName: "copyMessageButton"
        text: qsTr("Copy message")
        tint: done.running ? Theme.accent : Theme.textSoft

        onClicked: {
            done.restart();
            tools.copyRequested();
        }
    }
    Tool {
        iconName: "pencil"
        objectName: "editMessageButton"
        text: qsTr("Edit and resend")
        visible: tools.editable && tools.saved

        onClicked: tools.editRequested()
    }
    Tool {
        iconName: "again"
        objectName: "regenerateButton"
        text: qsTr("Regenerate")
        visible: tools.answer && tools.saved

        onClicked: tools.regenerateRequested()
    }
    Tool {
        iconName: "branch"
        objectName: "continueFromButton"
        text: qsTr("Continue from here")
        visible: tools.saved

        onClicked: tools.continueRequested()
    }
    Tool {
        iconName: "thumb-down"
        objectName: "wrongAnswerButton"
        text: qsTr("Not right: make a case")
        visible: tools.answer && tools.saved

        onClicked: tools.caseRequested()
    }
    Timer {
        id: done

        interval: 1200
    }
}
