import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Theme

// Asks before something that matters. Opened, never waited for: it answers by signals.
// Cancel has the focus, so a held Enter confirms nothing.
Popup {
    id: sheet

    required property string question
    property string explanation
    property string confirmText: qsTr("OK")
    property string cancelText: qsTr("Not now")
    property bool grave: false

    signal confirmed

    anchors.centerIn: Overlay.overlay
    focus: true
    modal: true
    padding: 20
    width: Math.min(440, parent ? parent.width - 48 : 440)

    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard
    }
    contentItem: ColumnLayout {
        Accessible.name: sheet.question
        Accessible.role: Accessible.Dialog
        spacing: 8

        TitleText {
            Layout.fillWidth: true
            text: sheet.question
            wrapMode: Text.Wrap
        }
        SmallText {
            Layout.fillWidth: true
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            text: sheet.explanation
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            Layout.topMargin: 12
            spacing: 8

            TextButton {
                id: cancel

                objectName: "sheetCancel"
                text: sheet.cancelText

                onClicked: sheet.close()
            }
            TextButton {
                grave: sheet.grave
                objectName: "sheetConfirm"
                primary: !sheet.grave
                text: sheet.confirmText

                onClicked: {
                    sheet.close();
                    sheet.confirmed();
                }
            }
        }
    }
}
