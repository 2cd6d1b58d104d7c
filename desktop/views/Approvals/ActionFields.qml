pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn

// The arguments of the action, one below the other.
FocusScope {
    id: fields

    required property CardViewModel card
    // Whether the card that this is a part of is to be seen.
    required property bool placed

    function focusFirst(): void {
        const first = repeater.itemAt(0) as FieldEditor;
        if (first)
            first.takeFocus();
    }

    implicitHeight: column.implicitHeight
    visible: repeater.count > 0

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 8

        Repeater {
            id: repeater

            // The card stands in two places, of which one is seen.
            model: fields.placed ? fields.card.fields : null

            FieldEditor {
                Layout.fillWidth: true
                editing: fields.card.mode === CardViewModel.Mode.EDIT && !fields.card.busy

                onReset: fields.card.resetField(key)
                onTyped: text => fields.card.setField(key, text)
            }
        }
    }
}
