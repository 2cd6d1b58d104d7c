import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// Asks for one name. Opened, never waited for.
Popup {
    id: sheet

    property string title
    property var taken: null

    // `then` gets what was typed.
    function ask(what: string, name: string, then: var): void {
        title = what;
        taken = then;
        field.text = name;
        open();
    }

    function take(): void {
        if (field.text.trim() === "")
            return;
        close();
        taken(field.text);
    }

    anchors.centerIn: Overlay.overlay
    focus: true
    modal: true
    padding: 20
    width: Math.min(400 * Math.max(1, Theme.scale), parent ? parent.width - 48 : 400)

    onOpened: {
        field.selectAll();
        field.forceActiveFocus(Qt.TabFocusReason);
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
        Accessible.name: sheet.title
        Accessible.role: Accessible.Dialog
        spacing: 12

        TitleText {
            Layout.fillWidth: true
            text: sheet.title
        }
        Field {
            id: field

            Layout.fillWidth: true
            maximumLength: 80
            name: qsTr("Name")
            objectName: "suiteNameField"
            placeholderText: name

            Keys.onEnterPressed: sheet.take()
            Keys.onReturnPressed: sheet.take()
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: 8

            TextButton {
                objectName: "nameCancel"
                text: qsTr("Not now")

                onClicked: sheet.close()
            }
            TextButton {
                enabled: field.text.trim() !== ""
                objectName: "nameTaken"
                primary: true
                text: qsTr("OK")

                onClicked: sheet.take()
            }
        }
    }
}
