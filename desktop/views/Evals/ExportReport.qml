pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import Cairn
import Components

// Asks where the report is to be written, and says when it is. The dialog is loaded when it is
// first wanted.
Item {
    id: exporting

    required property ReportViewModel report

    function ask(): void {
        loader.active = true;
        const dialog = loader.item as ReportDialog;
        const folder = StandardPaths.writableLocation(StandardPaths.DocumentsLocation);
        dialog.selectedFile = folder + "/" + encodeURIComponent(report.fileName);
        dialog.open();
    }

    anchors.fill: parent

    Connections {
        function onExported(name: string): void {
            toast.sentence = qsTr("Saved %1").arg(name);
            toast.visible = true;
            gone.restart();
        }

        target: exporting.report
    }
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
        objectName: "reportSaved"
        sentence: ""
        visible: false
        width: Math.min(parent.width - 48, implicitWidth)

        onDismissed: visible = false
    }
    Loader {
        id: loader

        active: false

        sourceComponent: ReportDialog {
            onAccepted: exporting.report.export(selectedFile)
        }
    }
}
