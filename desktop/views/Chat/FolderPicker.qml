import QtQuick.Dialogs
import Cairn

// Asks for the folder in which the tools work; loaded when it is first wanted.
FolderDialog {
    required property WorkspaceViewModel workspace

    currentFolder: workspace.url
    title: qsTr("The folder to work in")

    onAccepted: workspace.pick(selectedFolder)
}
