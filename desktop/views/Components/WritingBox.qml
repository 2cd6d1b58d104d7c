import QtQuick
import QtQuick.Controls.Basic
import Theme

// Several lines to write in. The owner takes what is `written` and sets `value`.
Rectangle {
    id: box

    required property string name
    required property string value
    property string hint
    property int fewest: 2
    property int most: 7
    property alias inputName: input.objectName

    signal written(string text)

    function focusField(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
    }

    border.color: input.activeFocus ? Theme.accent : Theme.line
    border.width: input.activeFocus ? 1.5 : 1
    color: Theme.card
    implicitHeight: Math.max(fewest * Theme.bodyLine, Math.min(input.implicitHeight, most * Theme.bodyLine)) + 16
    radius: Theme.radiusControl

    onValueChanged: {
        if (input.text !== value)
            input.text = value;
    }

    ScrollView {
        anchors.fill: parent
        anchors.margins: 8

        TextArea {
            id: input

            Accessible.name: box.name
            Accessible.role: Accessible.EditableText
            background: null
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.body
            padding: 2
            placeholderText: box.hint
            placeholderTextColor: Theme.textSoft
            selectByMouse: true
            selectedTextColor: Theme.text
            selectionColor: Theme.selection
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap

            Component.onCompleted: text = box.value
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            onTextChanged: {
                if (text !== box.value)
                    box.written(text);
            }
        }
    }
}
