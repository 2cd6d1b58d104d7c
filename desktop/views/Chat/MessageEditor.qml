import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The person's message, edited where it stands.
Rectangle {
    id: editor

    required property EditingViewModel editing

    readonly property bool blank: field.text.trim() === ""

    signal sendRequested
    signal leaveRequested

    border.color: field.activeFocus ? Theme.accent : Theme.line
    color: Theme.card
    implicitHeight: layout.implicitHeight + 20
    radius: Theme.radiusCard

    Component.onCompleted: {
        field.text = editing.text;
        field.cursorPosition = field.length;
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    ColumnLayout {
        id: layout

        anchors.fill: parent
        anchors.bottomMargin: 8
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        anchors.topMargin: 12
        spacing: 8

        Flickable {
            Layout.fillWidth: true
            Layout.rightMargin: 6
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: field.implicitHeight
            implicitHeight: Math.min(field.implicitHeight, Theme.bodyLine * 10)
            interactive: contentHeight > height

            ScrollBar.vertical: ThinScrollBar {}

            TextArea.flickable: TextArea {
                id: field

                Accessible.name: qsTr("Your message")
                background: null
                bottomPadding: 2
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: Theme.body
                leftPadding: 0
                objectName: "messageEditor"
                rightPadding: 8
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                textFormat: TextEdit.PlainText
                topPadding: 0
                wrapMode: TextArea.Wrap

                Keys.onPressed: event => {
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (event.key === Qt.Key_Escape) {
                        event.accepted = true;
                        editor.leaveRequested();
                    } else if (enter && event.modifiers & Qt.ControlModifier) {
                        event.accepted = true;
                        if (!editor.blank && !event.isAutoRepeat)
                            editor.sendRequested();
                    } else if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
                        event.accepted = true;
                        const next = nextItemInFocusChain(event.key === Qt.Key_Tab);
                        next.forceActiveFocus(event.key === Qt.Key_Tab ? Qt.TabFocusReason : Qt.BacktabFocusReason);
                    }
                }
                onTextChanged: editor.editing.type(text)
            }
        }
        RowLayout {
            spacing: 8

            SmallText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                maximumLineCount: 2
                text: qsTr("Goes into a new branch. This one stays as it is.")
                wrapMode: Text.Wrap
            }
            TextButton {
                objectName: "leaveEdit"
                quiet: true
                shortcutText: qsTr("Esc")
                text: qsTr("Cancel")

                Keys.onEscapePressed: editor.leaveRequested()
                onClicked: editor.leaveRequested()
            }
            TextButton {
                enabled: !editor.blank
                objectName: "sendEdit"
                primary: true
                shortcutText: qsTr("Ctrl+Enter")
                text: qsTr("Send")

                Keys.onEscapePressed: editor.leaveRequested()
                onClicked: editor.sendRequested()
            }
        }
    }
}
