import QtQuick.Dialogs

// Asks for the file that a report is to be written to.
FileDialog {
    defaultSuffix: selectedNameFilter.index === 1 ? "json" : "html"
    fileMode: FileDialog.SaveFile
    nameFilters: [qsTr("Page (*.html)"), qsTr("JSON (*.json)")]
    objectName: "reportDialog"
    title: qsTr("Where to write the report")
}
