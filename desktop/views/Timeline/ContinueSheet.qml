pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Before a branch is made: what it starts with, what stays done, what can be brought back, and what
// may be changed. Nothing happens until Continue.
StepSheet {
    id: sheet

    required property ForkViewModel fork
    property string continueHint: qsTr("Ctrl+Enter")

    // What can be changed has just been unfolded; it takes a moment until that has its height.
    property bool revealing: false

    objectName: "continueSheet"
    sentence: qsTr("%1 The branch you are in stays as it is.").arg(fork.before)
    start: fork.start
    title: qsTr("Continue from here")
    visible: fork.shown
    who: fork.who

    foot: [
        Field {
            Layout.fillWidth: true
            maximumLength: 80
            name: qsTr("Name of the new branch")
            objectName: "branchName"
            placeholderText: sheet.fork.nameHint === "" ? qsTr("Name of the new branch") : qsTr("Name: %1").arg(sheet.fork.nameHint)
            text: sheet.fork.name

            onTextEdited: sheet.fork.setName(text)
        },
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: 8

            TextButton {
                objectName: "sheetNotNow"
                shortcutText: qsTr("Esc")
                text: qsTr("Not now")

                onClicked: sheet.fork.cancel()
            }
            TextButton {
                enabled: sheet.fork.canConfirm
                objectName: "sheetContinue"
                primary: true
                shortcutText: sheet.continueHint
                text: sheet.fork.busy ? qsTr("Making it…") : qsTr("Continue")

                onClicked: sheet.fork.confirm()
            }
        }
    ]

    onCancelled: fork.cancel()
    onConfirmed: fork.confirm()
    onOpened: {
        view.contentY = 0;
        revealing = fork.changing;
        if (fork.changing)
            form.focusFirst();
        else
            focusHome();
    }

    Connections {
        function onChanged(): void {
            sheet.revealing = false;
        }

        target: sheet.fork
    }
    Connections {
        function onContentHeightChanged(): void {
            const view = sheet.view;
            if (sheet.revealing)
                view.contentY = Math.max(0, Math.min(view.contentHeight - view.height, change.y - 8));
        }

        target: sheet.view
    }
    RowLayout {
        Accessible.name: runs.text
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        spacing: 8
        visible: sheet.fork.runs !== ""

        Icon {
            Layout.alignment: Qt.AlignTop
            color: Theme.amber
            name: "warning"
        }
        SmallText {
            id: runs

            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.amber
            objectName: "runsAgain"
            text: sheet.fork.runs
            wrapMode: Text.Wrap
        }
    }
    DoneSince {
        Layout.fillWidth: true
        fork: sheet.fork
    }
    FilesBack {
        Layout.fillWidth: true
        files: sheet.fork.files
        visible: sheet.fork.files.count > 0
    }
    ColumnLayout {
        id: change

        Layout.fillWidth: true
        spacing: 4

        TextButton {
            Accessible.checkable: true
            Accessible.checked: sheet.fork.changing
            Layout.leftMargin: -8
            iconName: sheet.fork.changing ? "chevron-down" : "chevron-right"
            objectName: "changeSomething"
            quiet: true
            text: qsTr("Change something")

            onClicked: {
                sheet.fork.toggleChanging();
                sheet.revealing = sheet.fork.changing;
                if (sheet.revealing)
                    form.focusFirst();
            }
        }
        ChangeForm {
            id: form

            Layout.fillWidth: true
            fork: sheet.fork
            visible: sheet.fork.changing
        }
    }
}
