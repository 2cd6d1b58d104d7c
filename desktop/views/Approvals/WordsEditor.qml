import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Where a reason, or an answer in the tool's place, is written.
ColumnLayout {
    id: editor

    required property CardViewModel card

    readonly property bool answers: card.mode === CardViewModel.Mode.ANSWER

    function focusField(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
    }

    spacing: 6

    SmallText {
        Layout.fillWidth: true
        text: editor.answers ? qsTr("The agent gets your words in place of the tool's result. Nothing is run.") : qsTr("Why not? The agent is told. You may leave it empty.")
        wrapMode: Text.Wrap
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(2 * Theme.bodyLine, Math.min(input.implicitHeight, 6 * Theme.bodyLine)) + 16
        border.color: input.activeFocus ? Theme.accent : Theme.line
        border.width: input.activeFocus ? 1.5 : 1
        color: Theme.card
        radius: Theme.radiusControl

        ScrollView {
            anchors.fill: parent
            anchors.margins: 8

            TextArea {
                id: input

                Accessible.name: editor.answers ? qsTr("Your answer") : qsTr("Your reason")
                Accessible.role: Accessible.EditableText
                background: null
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: Theme.body
                objectName: "decisionWords"
                padding: 2
                placeholderText: Accessible.name
                placeholderTextColor: Theme.textSoft
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                text: editor.answers ? editor.card.answerText : editor.card.reason
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap

                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                onTextChanged: {
                    if (!visible)
                        return;
                    if (editor.answers)
                        editor.card.setAnswer(text);
                    else
                        editor.card.setReason(text);
                }
            }
        }
    }
}
