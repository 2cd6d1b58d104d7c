import QtQuick.Dialogs

// Asks for a model file.
FileDialog {
    nameFilters: [qsTr("Model files (*.gguf)"), qsTr("All files (*)")]
    title: qsTr("Choose a model file")
}
