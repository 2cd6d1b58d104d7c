import QtQuick
import Theme

// A title, typed in its row: Enter and a click elsewhere take it, Esc leaves it as it was.
TextInput {
    id: field

    required property string name
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

    Accessible.name: name
    Accessible.role: Accessible.EditableText
    clip: true
    color: Theme.text
    font.family: Theme.sans
    font.pixelSize: Theme.row
    maximumLength: 200
    objectName: "renameField"
    selectByMouse: true
    selectedTextColor: Theme.text
    selectionColor: Theme.selection

    Component.onCompleted: {
        selectAll();
        forceActiveFocus();
    }
    Keys.onEnterPressed: settle(true)
    Keys.onEscapePressed: settle(false)
    Keys.onReturnPressed: settle(true)
    onActiveFocusChanged: {
        if (!activeFocus)
            settle(true);
    }
}
