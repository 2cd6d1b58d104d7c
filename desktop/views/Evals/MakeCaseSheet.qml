pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme
import Timeline

// A step becomes a case: what it reacts to, what was done then, and what should have happened.
StepSheet {
    id: sheet

    required property MakeCaseViewModel making

    // It has just opened; it takes a moment until all of it has its height.
    property bool arriving: false

    function arrive(): void {
        arriving = true;
        reveal();
    }

    // The first check is in sight, and as much as can be of what is above it.
    function reveal(): void {
        const first = forms.itemAt(0) as CheckForm;
        if (first)
            view.contentY = Math.max(0, should.y + first.y + first.height + 16 - view.height);
    }

    function chooseAmong(): void {
        making.chooseSuite(making.suiteNames.length - 1);
    }

    objectName: "makeCaseSheet"
    sentence: qsTr("Whenever its suite is run, an agent is put right here again. The conversation may change or go; the case stays.")
    start: making.asked
    title: making.isNew ? qsTr("Make a case") : qsTr("Change the case")
    visible: making.shown
    who: making.byTool ? qsTr("After this result of a tool") : qsTr("After you said")

    foot: [
        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            SmallText {
                text: qsTr("Suite")
            }
            Dropdown {
                id: suite

                Layout.fillWidth: true
                Layout.maximumWidth: sheet.narrow ? sheet.width : 240 * Math.max(1, Theme.scale)
                currentIndex: sheet.making.suite
                enabled: sheet.making.isNew
                model: sheet.making.isNew ? [...sheet.making.suiteNames, qsTr("New suite…")] : sheet.making.suiteNames
                name: qsTr("Suite")
                objectName: "caseSuite"
                visible: !sheet.making.makesSuite

                onActivated: index => sheet.making.chooseSuite(index)
            }
            Field {
                id: newSuite

                Layout.fillWidth: true
                Layout.maximumWidth: sheet.narrow ? sheet.width : 240 * Math.max(1, Theme.scale)
                maximumLength: 80
                name: qsTr("Name of the new suite")
                objectName: "caseNewSuite"
                placeholderText: name
                text: sheet.making.newSuite
                visible: sheet.making.makesSuite

                Keys.onUpPressed: sheet.chooseAmong()
                onTextEdited: sheet.making.setNewSuite(text)
            }
            IconButton {
                iconName: "close"
                objectName: "caseNoNewSuite"
                text: qsTr("Choose one of the suites that there are")
                visible: sheet.making.makesSuite

                onClicked: sheet.chooseAmong()
            }
        },
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: 8

            TextButton {
                objectName: "caseNotNow"
                shortcutText: qsTr("Esc")
                text: qsTr("Not now")

                onClicked: sheet.making.cancel()
            }
            TextButton {
                enabled: sheet.making.canSave
                objectName: "saveCase"
                primary: true
                shortcutText: qsTr("Ctrl+Enter")
                text: qsTr("Save")

                onClicked: sheet.making.save()
            }
        }
    ]

    onCancelled: making.cancel()
    onConfirmed: making.save()
    onOpened: {
        const first = forms.itemAt(0) as CheckForm;
        if (first)
            first.focusFirst();
        Qt.callLater(arrive);
    }

    Connections {
        function onContentHeightChanged(): void {
            if (sheet.arriving)
                Qt.callLater(sheet.reveal);
        }

        target: sheet.view
    }
    Connections {
        function onChanged(): void {
            sheet.arriving = false;
        }
        function onSuiteChosen(): void {
            if (sheet.making.makesSuite)
                newSuite.forceActiveFocus(Qt.OtherFocusReason);
            else
                suite.forceActiveFocus(Qt.OtherFocusReason);
        }

        target: sheet.making
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 4
        visible: sheet.making.given !== "" || sheet.making.wanted.length > 0

        CapsText {
            Accessible.role: Accessible.Heading
            text: qsTr("What it did then")
        }
        SmallText {
            Layout.fillWidth: true
            color: Theme.text
            elide: Text.ElideRight
            font.pixelSize: Theme.row
            maximumLineCount: 6
            objectName: "caseGiven"
            text: sheet.making.given
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        Repeater {
            model: sheet.making.wanted

            SmallText {
                required property string modelData

                Layout.fillWidth: true
                elide: Text.ElideRight
                font.family: Theme.mono
                maximumLineCount: 2
                text: modelData
                wrapMode: Text.WrapAnywhere
            }
        }
    }
    ColumnLayout {
        id: should

        Layout.fillWidth: true
        spacing: 10

        CapsText {
            Accessible.role: Accessible.Heading
            text: qsTr("What should have happened")
        }
        Repeater {
            id: forms

            model: sheet.making.checks.model

            CheckForm {
                Layout.fillWidth: true
                checks: sheet.making.checks
            }
        }
        TextButton {
            Layout.leftMargin: -8
            iconName: "plus"
            objectName: "addCheck"
            quiet: true
            text: qsTr("Add a check")

            onClicked: {
                sheet.making.checks.add();
                (forms.itemAt(forms.count - 1) as CheckForm).focusFirst();
            }
        }
        SmallText {
            Layout.fillWidth: true
            text: forms.count === 0 ? qsTr("Without a check you grade its answers yourself, from 1 to 5.") : qsTr("All of them have to hold. Leave them empty to grade its answers yourself.")
            wrapMode: Text.Wrap
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 4

        SmallText {
            Accessible.ignored: true
            text: qsTr("Name")
        }
        Field {
            Layout.fillWidth: true
            maximumLength: 80
            name: qsTr("Name")
            objectName: "caseName"
            text: sheet.making.name

            onTextEdited: sheet.making.setName(text)
        }
        SmallText {
            Accessible.ignored: true
            Layout.topMargin: 6
            text: qsTr("Tags, with commas between them")
        }
        Field {
            Layout.fillWidth: true
            maximumLength: 200
            name: qsTr("Tags")
            objectName: "caseTags"
            placeholderText: qsTr("money, dates")
            text: sheet.making.tags

            onTextEdited: sheet.making.setTags(text)
        }
        SmallText {
            Accessible.ignored: true
            Layout.topMargin: 6
            text: qsTr("Note")
        }
        WritingBox {
            Layout.fillWidth: true
            hint: qsTr("What went wrong, and what it cost")
            inputName: "caseNote"
            name: qsTr("Note")
            value: sheet.making.note

            onWritten: text => sheet.making.setNote(text)
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 6
        visible: sheet.making.isNew

        CapsText {
            Accessible.role: Accessible.Heading
            text: qsTr("Tools that read")
        }
        SmallText {
            Layout.fillWidth: true
            text: sheet.making.copies ? qsTr("The files of the workspace are kept with the case as they are now, and read from there. What would change something stops where it is proposed.") : qsTr("A call that was made in this branch gets the result it had. Any other stops where it is proposed.")
            wrapMode: Text.Wrap
        }
        Chips {
            Layout.fillWidth: true
            current: sheet.making.copies ? 1 : 0
            labels: [qsTr("From records"), qsTr("In a copy of the workspace")]
            name: qsTr("Where tools that read get their results")
            objectName: "caseTools"

            onChosen: index => sheet.making.setCopies(index === 1)
        }
    }
}
