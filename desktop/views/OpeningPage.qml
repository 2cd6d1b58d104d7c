import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Why Cairn does not open its data, and what can be done.
OpeningNote {
    id: page

    required property OpeningViewModel opening

    function focusFirst(): void {
        const first = [restore, again, fresh, quit].find(button => button.visible);
        first.forceActiveFocus(Qt.OtherFocusReason);
    }

    hint: opening.hint
    sentence: opening.sentence
    tint: opening.broken ? Theme.brick : Theme.textSoft
    title: opening.title

    Component.onCompleted: focusFirst()

    Flow {
        Layout.fillWidth: true
        Layout.topMargin: 16
        spacing: 8

        TextButton {
            id: restore

            objectName: "restoreCopy"
            primary: true
            text: qsTr("Restore the copy of %1").arg(page.opening.copyDate)
            visible: page.opening.damaged && page.opening.copyDate !== ""

            onClicked: page.opening.restoreCopy()
        }
        TextButton {
            id: fresh

            objectName: "startFresh"
            text: qsTr("Start fresh")
            visible: page.opening.damaged

            onClicked: freshSheet.open()
        }
        TextButton {
            id: again

            objectName: "tryAgain"
            primary: true
            text: page.opening.again
            visible: text !== ""

            onClicked: page.opening.begin()
        }
        TextButton {
            id: quit

            objectName: "quitOpening"
            primary: !restore.visible && !again.visible && !fresh.visible
            quiet: !primary
            text: qsTr("Quit")

            onClicked: page.opening.leave()
        }
    }

    ConfirmSheet {
        id: freshSheet

        confirmText: qsTr("Start fresh")
        explanation: qsTr("Cairn begins with no conversations. The damaged file stays in the data folder, and copies stay in its backups folder.")
        question: qsTr("Start with nothing?")

        onConfirmed: page.opening.startFresh()
    }
}
