pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One argument: read, or edited with the original below it.
GridLayout {
    id: editor

    required property string key
    required property string kind
    required property string value
    required property string original
    required property bool changed
    required property string error
    required property string description
    required property var choices
    property bool editing: false

    readonly property bool chosen: kind === "boolean" || kind === "choice"
    readonly property bool long: kind === "text" || value.indexOf("\n") >= 0

    // What the field makes of line ends when it is filled, nobody has typed.
    property bool filling: false

    signal typed(string text)
    signal reset

    onValueChanged: show()

    // What is being typed is not written over with itself: the cursor would jump. Text is laid out
    // once, where there is room for it.
    function show(): void {
        if (input.width <= 0 || input.text === value)
            return;
        filling = true;
        input.text = value;
        filling = false;
        toBeginning();
    }

    // A long text is read, and edited, from there.
    function toBeginning(): void {
        if (long)
            input.cursorPosition = 0;
    }

    function takeFocus(): void {
        (chosen ? choice.item as Item : input).forceActiveFocus(Qt.OtherFocusReason);
    }

    columnSpacing: 12
    columns: 2
    rowSpacing: 4

    SmallText {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Math.round(76 * Theme.scale)
        Layout.topMargin: 7
        elide: Text.ElideRight
        text: editor.key
        textFormat: Text.PlainText

        Tip {
            text: editor.description
            visible: hover.hovered && editor.description !== ""
        }
        HoverHandler {
            id: hover
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(flick.contentHeight, (editor.long ? 168 : 92) * Math.max(1, Theme.scale)) + 14
        border.color: editor.error !== "" ? Theme.brick : input.activeFocus ? Theme.accent : Theme.line
        border.width: input.activeFocus ? 1.5 : 1
        color: editor.editing ? Theme.card : Theme.page
        radius: Theme.radiusControl - 2
        visible: !editor.chosen

        Flickable {
            id: flick

            anchors.fill: parent
            anchors.margins: 7
            anchors.leftMargin: 10
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: input.implicitHeight
            contentWidth: width

            ScrollBar.vertical: ThinScrollBar {}

            TextArea.flickable: TextArea {
                id: input

                Accessible.description: editor.error !== "" ? editor.error : editor.description
                Accessible.name: editor.key
                Accessible.role: Accessible.EditableText
                KeyNavigation.priority: KeyNavigation.BeforeItem
                activeFocusOnTab: true
                background: null
                color: Theme.text
                font.family: Theme.mono
                // Each character as it is: two hyphens are two.
                font.features: ({
                        "calt": 0,
                        "liga": 0
                    })
                font.pixelSize: Theme.code
                objectName: "field:" + editor.key
                padding: 0
                readOnly: !editor.editing
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap

                Keys.onPressed: event => {
                    // In one line Enter is not typed; Tab goes on.
                    if (event.key === Qt.Key_Tab) {
                        nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                        event.accepted = true;
                    } else if (event.key === Qt.Key_Backtab) {
                        nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason);
                        event.accepted = true;
                    } else if (!editor.long && !readOnly && !(event.modifiers & Qt.ControlModifier) && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)) {
                        event.accepted = true;
                    }
                }
                onReadOnlyChanged: editor.toBeginning()
                onWidthChanged: editor.show()
                onTextChanged: {
                    if (editor.editing && !editor.filling && text !== editor.value)
                        editor.typed(text);
                }
            }
        }
    }
    Loader {
        id: choice

        Layout.fillWidth: true
        active: editor.chosen
        visible: active

        sourceComponent: Dropdown {
            readonly property var offered: editor.kind === "boolean" ? ["true", "false"] : editor.choices
            // What stands there is shown, also if it is none of them.
            readonly property var options: editor.value === "" || offered.includes(editor.value) ? offered : [editor.value, ...offered]

            currentIndex: options.indexOf(editor.value)
            enabled: editor.editing
            model: options
            name: editor.key
            objectName: "choice:" + editor.key

            onActivated: index => editor.typed(options[index])
        }
    }
    Item {
        implicitHeight: 1
        implicitWidth: 1
        visible: foot.visible
    }
    ColumnLayout {
        id: foot

        Layout.fillWidth: true
        spacing: 4
        visible: editor.error !== "" || editor.changed

        Text {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            color: Theme.brick
            font.family: Theme.sans
            font.pixelSize: Theme.secondary
            objectName: "error:" + editor.key
            text: editor.error
            textFormat: Text.PlainText
            visible: editor.error !== ""
            wrapMode: Text.Wrap
        }
        Loader {
            Layout.fillWidth: true
            active: editor.changed
            visible: active

            sourceComponent: ProposedValue {
                name: editor.key
                resettable: editor.editing
                value: editor.original

                onReset: editor.reset()
            }
        }
    }
}
