import QtQuick
import Cairn
import Components

// The suites, the cases in one of them, and its runs.
FocusScope {
    id: page

    required property SuitesViewModel suites
    property string backHint

    signal closed

    function focusFirst(): void {
        head.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Suites")
    Accessible.role: Accessible.Pane

    Component.onCompleted: suites.enter()
    Component.onDestruction: suites.leave()
    Keys.onEscapePressed: closed()

    PageHead {
        id: head

        backHint: page.backHint
        title: qsTr("Suites")
        width: parent.width

        onBackRequested: page.closed()
    }
}
