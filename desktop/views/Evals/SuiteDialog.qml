import QtQuick.Dialogs

// Asks for the file that a suite is to be written to.
FileDialog {
    defaultSuffix: "cairn"
    fileMode: FileDialog.SaveFile
    nameFilters: [qsTr("Suite (*.cairn)")]
    objectName: "suiteDialog"
    title: qsTr("Where to write the suite")
}
