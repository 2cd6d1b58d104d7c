import QtQuick
import Components

// What can be done with the message of a row.
PopupMenu {
    id: menu

    property TranscriptRow of: null

    readonly property bool answer: of !== null && of.answer
    readonly property bool saved: of !== null && of.saved
    readonly property string messageId: of ? of.messageId : ""

    signal copyRequested(messageId: string)
    signal editRequested(messageId: string)
    signal regenerateRequested(messageId: string)
    signal continueRequested(messageId: string)
    signal caseRequested(messageId: string)
    signal linkRequested(messageId: string)

    MenuEntry {
        iconName: "copy"
        objectName: "menuCopy"
        text: qsTr("Copy message")

        onTriggered: menu.copyRequested(menu.messageId)
    }
    MenuEntry {
        enabled: menu.saved && (menu.answer || menu.of.editable)
        iconName: menu.answer ? "again" : "pencil"
        objectName: "menuAgain"
        text: menu.answer ? qsTr("Regenerate") : qsTr("Edit and resend")

        onTriggered: {
            if (menu.answer)
                menu.regenerateRequested(menu.messageId);
            else
                menu.editRequested(menu.messageId);
        }
    }
    MenuEntry {
        enabled: menu.saved
        iconName: "branch"
        objectName: "menuContinue"
        text: qsTr("Continue from here")

        onTriggered: menu.continueRequested(menu.messageId)
    }
    MenuEntry {
        enabled: menu.saved
        iconName: "suites"
        objectName: "menuCase"
        text: qsTr("Make a case…")

        onTriggered: menu.caseRequested(menu.messageId)
    }
    MenuEntry {
        enabled: menu.saved
        iconName: "copy"
        objectName: "menuLink"
        text: qsTr("Copy link")

        onTriggered: menu.linkRequested(menu.messageId)
    }
}
