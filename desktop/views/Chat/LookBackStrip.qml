import QtQuick
import Cairn
import Components

// In the composer's place while an earlier step is looked at.
Banner {
    id: strip

    required property ChatViewModel viewModel

    function focusBack(): void {
        back.forceActiveFocus(Qt.OtherFocusReason);
    }

    hint: qsTr("Nothing is changed.")
    iconName: "clock"
    objectName: "lookBackStrip"
    sentence: qsTr("As it was at step %1.").arg(viewModel.lookedAt)

    TextButton {
        id: back

        objectName: "backToNow"
        shortcutText: qsTr("Esc")
        text: qsTr("Back to now")

        onClicked: strip.viewModel.lookAt(0)
    }
    TextButton {
        objectName: "continueFromLook"
        primary: true
        shortcutText: qsTr("Enter")
        text: qsTr("Continue from here")

        onClicked: strip.viewModel.continueFrom("")
    }
}
