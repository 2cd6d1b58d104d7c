import QtQuick
import Cairn
import Theme
import Timeline

// A window with nothing but the sheet.
Rectangle {
    id: stage

    required property ForkViewModel fork

    color: Theme.page

    ContinueSheet {
        continueHint: "Ctrl+Enter"
        fork: stage.fork
    }
}
