pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What the new branch does differently: the words it goes on from, and what it is run with.
ColumnLayout {
    id: form

    required property ForkViewModel fork

    function focusFirst(): void {
        if (words.visible)
            words.focusField();
        else
            prompt.focusField();
    }

    spacing: 6

    component Label: SmallText {
        Layout.fillWidth: true
        Layout.topMargin: 4
        font.weight: Font.Medium
    }

    Label {
        text: form.fork.who
        visible: words.visible
    }
    WritingBox {
        id: words

        Layout.fillWidth: true
        inputName: "changedWords"
        name: form.fork.who
        value: form.fork.text
        visible: form.fork.who !== ""

        onWritten: text => form.fork.setText(text)
    }
    Label {
        text: qsTr("Instructions")
    }
    WritingBox {
        id: prompt

        Layout.fillWidth: true
        hint: qsTr("The usual ones")
        inputName: "changedPrompt"
        name: qsTr("Instructions")
        value: form.fork.prompt

        onWritten: text => form.fork.setPrompt(text)
    }
    Label {
        text: qsTr("Model")
    }
    Field {
        Layout.fillWidth: true
        name: qsTr("Model")
        objectName: "changedModel"
        placeholderText: qsTr("The usual one")
        text: form.fork.model

        onTextEdited: form.fork.setModel(text)
    }
    Label {
        text: qsTr("Tools it may use")
    }
    Flow {
        Layout.fillWidth: true
        spacing: 4

        Repeater {
            model: form.fork.tools

            Tick {
                id: tool

                required property bool allowed
                required property string key
                required property string summary
                required property string words

                Accessible.description: tool.summary
                objectName: "tool:" + tool.key
                text: tool.words
                ticked: tool.allowed
                width: Math.min(Math.round(176 * Theme.scale), form.width)

                onClicked: form.fork.allowTool(tool.key, !ticked)
            }
        }
    }
}
