import QtQuick
import Components
import Theme

// A name, typed in place: Enter takes it, Esc leaves it as it was.
Field {
    id: field

    // Enter, Esc and the loss of focus may follow each other; the first one counts.
    property bool settled: false

    signal taken(string text)
    signal given

    function settle(keep: bool): void {
        if (settled)
            return;
        settled = true;
        if (keep)
            taken(text);
        else
            given();
    }

    font.pixelSize: Theme.secondary
    implicitHeight: Math.round(28 * Math.max(1, Theme.scale))
    maximumLength: 80
    objectName: "nameField"

    Component.onCompleted: {
        selectAll();
        forceActiveFocus(Qt.OtherFocusReason);
    }
    Keys.onEnterPressed: settle(true)
    Keys.onEscapePressed: settle(false)
    Keys.onReturnPressed: settle(true)
    onActiveFocusChanged: {
        if (!activeFocus)
            settle(true);
    }
}
