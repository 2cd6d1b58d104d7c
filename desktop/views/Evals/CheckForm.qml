pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One thing that should hold of what the agent does: what kind it is, and its field or two.
ColumnLayout {
    id: form

    required property ChecksViewModel checks
    required property int index
    required property string key
    required property string kind
    required property string text
    required property string more
    required property string mistake

    readonly property bool two: checks.kindsWithTwo.includes(kind)
    readonly property bool several: checks.kindsLong.includes(kind)
    readonly property var kindWords: ({
            at_most: qsTr("It wants at most so many actions"),
            avoids: qsTr("The answer does not match the pattern"),
            contains: qsTr("The answer has the words"),
            json: qsTr("The answer is JSON that has"),
            lacks: qsTr("The answer does not have the words"),
            language: qsTr("The answer is in the language"),
            leaves: qsTr("It does not want the action"),
            matches: qsTr("The answer matches the pattern"),
            means: qsTr("The answer means the same as"),
            rubric: qsTr("The judge says yes to"),
            same: qsTr("The answer has the same words as"),
            wants: qsTr("It wants the action")
        })
    readonly property var hints: ({
            at_most: qsTr("2"),
            avoids: qsTr("sorry|cannot"),
            contains: qsTr("a few words that a right answer has"),
            json: qsTr("$.total"),
            lacks: qsTr("a few words that only a wrong answer has"),
            language: qsTr("en"),
            leaves: qsTr("run_command"),
            matches: qsTr("\\d+ stones"),
            means: qsTr("what a right answer says, in whatever words"),
            rubric: qsTr("Does the answer say where it knows this from?"),
            same: qsTr("the answer, word by word"),
            wants: qsTr("write_file")
        })

    function focusFirst(): void {
        if (several)
            box.focusField();
        else
            line.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Check %1").arg(index + 1)
    Accessible.role: Accessible.Grouping
    spacing: 4

    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        Dropdown {
            Layout.fillWidth: true
            currentIndex: form.checks.kinds.indexOf(form.kind)
            model: form.checks.kinds.map(kind => form.kindWords[kind])
            name: qsTr("What should hold")
            objectName: "checkKind:" + form.index

            onActivated: index => form.checks.setKind(form.key, form.checks.kinds[index])
        }
        IconButton {
            iconName: "close"
            objectName: "removeCheck:" + form.index
            text: qsTr("Remove this check")

            onClicked: form.checks.remove(form.key)
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 8
        visible: !form.several

        Field {
            id: line

            Layout.fillWidth: true
            Layout.preferredWidth: 10
            font.family: form.two || form.kind === "matches" || form.kind === "avoids" ? Theme.mono : Theme.sans
            name: form.kindWords[form.kind]
            objectName: "checkText:" + form.index
            placeholderText: form.hints[form.kind]
            text: form.text

            onTextEdited: form.checks.setText(form.key, text)
        }
        Field {
            Layout.fillWidth: true
            Layout.preferredWidth: 14
            font.family: Theme.mono
            name: form.kind === "json" ? qsTr("with the value") : qsTr("with the arguments")
            objectName: "checkMore:" + form.index
            placeholderText: form.kind === "json" ? qsTr("any value") : qsTr("any arguments, or {\"path\": \"notes.txt\"}")
            text: form.more
            visible: form.two

            onTextEdited: form.checks.setMore(form.key, text)
        }
    }
    WritingBox {
        id: box

        Layout.fillWidth: true
        hint: form.hints[form.kind]
        inputName: "checkWords:" + form.index
        name: form.kindWords[form.kind]
        value: form.text
        visible: form.several

        onWritten: text => form.checks.setText(form.key, text)
    }
    SmallText {
        Layout.fillWidth: true
        color: Theme.brick
        objectName: "checkMistake:" + form.index
        text: form.mistake
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
