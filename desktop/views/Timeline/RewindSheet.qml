pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components

// Files are brought back to a step, and nothing else: which, and what that changes in each.
StepSheet {
    id: sheet

    required property RewindViewModel rewind

    objectName: "rewindSheet"
    sentence: qsTr("Only the files that you choose are changed. The conversation stays where it is.")
    start: rewind.start
    title: qsTr("Rewind files to here")
    visible: rewind.shown

    foot: [
        Item {
            Layout.fillWidth: true
            visible: !sheet.narrow
        },
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: 8

            TextButton {
                objectName: "rewindNotNow"
                shortcutText: qsTr("Esc")
                text: sheet.rewind.files.count > 0 ? qsTr("Not now") : qsTr("Close")

                onClicked: sheet.rewind.cancel()
            }
            TextButton {
                enabled: sheet.rewind.canConfirm
                objectName: "rewindConfirm"
                primary: true
                shortcutText: qsTr("Ctrl+Enter")
                text: sheet.rewind.busy ? qsTr("Bringing them back…") : qsTr("Bring back")
                visible: sheet.rewind.files.count > 0

                onClicked: sheet.rewind.confirm()
            }
        }
    ]

    onCancelled: rewind.cancel()
    onConfirmed: rewind.confirm()
    onOpened: {
        view.contentY = 0;
        focusHome();
    }

    FilesBack {
        Layout.fillWidth: true
        files: sheet.rewind.files
        visible: sheet.rewind.files.count > 0
    }
    SmallText {
        Layout.fillWidth: true
        objectName: "rewindNothing"
        text: qsTr("All files are as they were at this step. Actions since then have changed none of them, or they are back already.")
        visible: sheet.rewind.files.count === 0
        wrapMode: Text.Wrap
    }
}
