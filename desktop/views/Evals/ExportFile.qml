pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs
import Components

// Asks where something is to be written, and says when it is. The dialog is made when it is first
// wanted.
Item {
    id: exporting

    // The dialog that asks, and what the file is called unless the person says otherwise.
    required property Component dialog
    required property string fileName
    property string toastName

    signal chosen(file: url)

    function ask(): void {
        loader.active = true;
        const asked = loader.item as FileDialog;
        const folder = StandardPaths.writableLocation(StandardPaths.DocumentsLocation);
        asked.selectedFile = folder + "/" + encodeURIComponent(fileName);
        asked.open();
    }

    function tell(sentence: string): void {
        toast.sentence = sentence;
        toast.visible = true;
        gone.restart();
    }

    anchors.fill: parent

    Timer {
        id: gone

        interval: 6000

        onTriggered: toast.visible = false
    }
    Toast {
        id: toast

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        anchors.horizontalCenter: parent.horizontalCenter
        objectName: exporting.toastName
        sentence: ""
        visible: false
        width: Math.min(parent.width - 48, implicitWidth)

        onDismissed: visible = false
    }
    Loader {
        id: loader

        active: false
        sourceComponent: exporting.dialog
    }
    Connections {
        function onAccepted(): void {
            exporting.chosen((loader.item as FileDialog).selectedFile);
        }

        target: loader.item as FileDialog
    }
}
