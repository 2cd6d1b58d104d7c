pragma ComponentBehavior: Bound

import QtQuick
import Cairn

// Asks where the report is to be written. The dialog is loaded when it is first wanted.
Item {
    id: exporting

    required property ReportViewModel report

    function ask(): void {
        loader.active = true;
        (loader.item as ReportDialog).open();
    }

    Loader {
        id: loader

        active: false

        sourceComponent: ReportDialog {
            onAccepted: exporting.report.export(selectedFile)
        }
    }
}
