import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Asks, the first time that the window is closed, whether Cairn is to stay. Esc leaves it open.
Popup {
    id: sheet

    required property LeavingViewModel leaving

    anchors.centerIn: Overlay.overlay
    focus: true
    modal: true
    objectName: "closingSheet"
    padding: 20
    width: Math.min(Math.round(440 * Math.max(1, Theme.scale)), parent ? parent.width - 48 : 440)

    onOpened: keep.forceActiveFocus(Qt.TabFocusReason)

    Connections {
        function onAsked(): void {
            sheet.open();
        }

        target: sheet.leaving
    }

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard
    }
    contentItem: ColumnLayout {
        Accessible.description: words.text
        Accessible.name: question.text
        Accessible.role: Accessible.Dialog
        spacing: 8

        TitleText {
            id: question

            Layout.fillWidth: true
            text: qsTr("Keep Cairn running beside the clock?")
            wrapMode: Text.Wrap
        }
        SmallText {
            id: words

            Layout.fillWidth: true
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            text: qsTr("It finishes what it works on, and tells you when something waits for you. Its icon brings the window back. You are asked once; you can change it in Settings, under General.")
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 12
            spacing: 8

            TextButton {
                Layout.leftMargin: -leftPadding
                objectName: "closingCancel"
                quiet: true
                text: qsTr("Cancel")

                onClicked: sheet.close()
            }
            Item {
                Layout.fillWidth: true
            }
            TextButton {
                objectName: "closingQuit"
                text: qsTr("Quit")

                onClicked: {
                    sheet.close();
                    sheet.leaving.quitAlways();
                }
            }
            TextButton {
                id: keep

                objectName: "closingKeep"
                primary: true
                text: qsTr("Keep running")

                onClicked: {
                    sheet.close();
                    sheet.leaving.keep();
                }
            }
        }
    }
}
