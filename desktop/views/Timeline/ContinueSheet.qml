pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Before a branch is made: what it starts with, what stays done, what can be brought back, and what
// may be changed. Nothing happens until Continue.
Popup {
    id: sheet

    required property ForkViewModel fork
    property string continueHint: qsTr("Ctrl+Enter")

    // What can be changed has just been unfolded; it takes a moment until that has its height.
    property bool revealing: false

    readonly property bool narrow: width < 520 * Theme.scale

    anchors.centerIn: Overlay.overlay
    closePolicy: Popup.NoAutoClose
    focus: true
    height: Math.min(implicitHeight, parent ? parent.height - 32 : implicitHeight)
    modal: true
    objectName: "continueSheet"
    padding: 0
    visible: fork.shown
    width: Math.min(620 * Math.max(1, Theme.scale), parent ? parent.width - 32 : 620)

    Connections {
        function onChanged(): void {
            sheet.revealing = false;
        }

        target: sheet.fork
    }
    onOpened: {
        body.contentY = 0;
        revealing = fork.changing;
        if (fork.changing)
            form.focusFirst();
        else
            home.forceActiveFocus(Qt.OtherFocusReason);
    }

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard + 2
    }
    contentItem: FocusScope {
        id: home

        Accessible.name: qsTr("Continue from here")
        Accessible.role: Accessible.Dialog
        implicitHeight: head.implicitHeight + parts.implicitHeight + foot.implicitHeight + 76

        Keys.onEscapePressed: sheet.fork.cancel()
        // Here Esc puts off; the page's own would stop what runs beside it.
        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape

        // Before any button hears of it. A key that is held down makes no branch.
        Shortcut {
            autoRepeat: false
            enabled: sheet.opened
            sequences: ["Ctrl+Return", "Ctrl+Enter"]

            onActivated: sheet.fork.confirm()
        }
        ColumnLayout {
            id: head

            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: 4

            TitleText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                text: qsTr("Continue from here")
            }
            SmallText {
                Layout.fillWidth: true
                objectName: "sheetBefore"
                text: qsTr("%1 The branch you are in stays as it is.").arg(sheet.fork.before)
                wrapMode: Text.Wrap
            }
        }
        Flickable {
            id: body

            anchors.bottom: foot.top
            anchors.bottomMargin: 14
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: head.bottom
            anchors.topMargin: 14
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: parts.implicitHeight
            interactive: contentHeight > height
            objectName: "sheetBody"

            onContentHeightChanged: {
                if (sheet.revealing)
                    contentY = Math.max(0, Math.min(contentHeight - height, change.y - 8));
            }

            ScrollBar.vertical: ThinScrollBar {}

            FollowFocus {
                view: body
            }
            ColumnLayout {
                id: parts

                spacing: 16
                width: body.width - 40
                x: 20

                Rectangle {
                    Accessible.name: [sheet.fork.who, sheet.fork.start].filter(part => part !== "").join(": ")
                    Accessible.role: Accessible.StaticText
                    Layout.fillWidth: true
                    color: Theme.sunk
                    implicitHeight: step.implicitHeight + 20
                    radius: Theme.radiusRow

                    ColumnLayout {
                        id: step

                        anchors.left: parent.left
                        anchors.margins: 12
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 2

                        SmallText {
                            Accessible.ignored: true
                            text: sheet.fork.who
                            visible: text !== ""
                        }
                        SmallText {
                            Accessible.ignored: true
                            Layout.fillWidth: true
                            color: Theme.text
                            elide: Text.ElideRight
                            font.pixelSize: Theme.row
                            maximumLineCount: 2
                            objectName: "sheetStart"
                            text: sheet.fork.start
                            wrapMode: Text.Wrap
                        }
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
        }
        Hairline {
            anchors.bottom: body.bottom
            anchors.bottomMargin: -1
            visible: body.interactive
            width: parent.width
        }
        GridLayout {
            id: foot

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            columnSpacing: 8
            columns: sheet.narrow ? 1 : 2
            rowSpacing: 8

            Field {
                Layout.fillWidth: true
                maximumLength: 80
                name: qsTr("Name of the new branch")
                objectName: "branchName"
                placeholderText: sheet.fork.nameHint === "" ? qsTr("Name of the new branch") : qsTr("Name: %1").arg(sheet.fork.nameHint)
                text: sheet.fork.name

                onTextEdited: sheet.fork.setName(text)
            }
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
        }
    }
}
