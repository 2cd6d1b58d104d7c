import QtQuick
import Cairn
import Components

// Above the composer when a turn is unfinished: why, and the two ways on.
Banner {
    id: notice

    required property ChatViewModel viewModel

    readonly property bool failed: viewModel.failure !== ""

    hint: failed ? viewModel.failureHint : qsTr("Nothing that was said is lost. Continue goes on from the last step; your message is not sent again.")
    kind: failed ? Banner.Kind.Failed : Banner.Kind.Waiting
    objectName: viewModel.unfinished ? "unfinishedNotice" : "failureNotice"
    sentence: failed ? viewModel.failure : qsTr("This answer was interrupted.")
    visible: viewModel.unfinished || failed

    TextButton {
        objectName: "continueButton"
        primary: true
        text: qsTr("Continue")
        visible: notice.viewModel.canContinue

        onClicked: notice.viewModel.resume()
    }
    TextButton {
        objectName: "leaveButton"
        text: qsTr("Leave it")
        visible: notice.viewModel.unfinished

        onClicked: notice.viewModel.leave()
    }
}
