pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The folder in which the tools of the conversation work; another one is picked by a click.
AbstractButton {
    id: chip

    required property WorkspaceViewModel workspace

    readonly property bool gone: workspace.gone

    Accessible.name: (gone ? qsTr("The folder %1 is not there any more. Pick another one") : qsTr("Tools work in %1. Pick another folder")).arg(workspace.folder)
    Accessible.role: Accessible.Button
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    implicitHeight: Math.round(26 * Math.max(1, Theme.scale))
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    leftPadding: 8
    objectName: "workspaceChip"
    rightPadding: 8
    visible: workspace.folder !== ""

    Keys.onEnterPressed: click()
    Keys.onReturnPressed: click()
    onClicked: {
        picker.active = true;
        (picker.item as FolderPicker).open();
    }

    background: Rectangle {
        color: chip.gone ? Theme.amberSoft : Theme.sunk
        radius: 6

        Rectangle {
            anchors.fill: parent
            color: chip.down ? Theme.press : chip.hovered ? Theme.hover : "transparent"
            radius: parent.radius
        }
        FocusRing {
            radius: 9
            visible: chip.visualFocus
        }
    }
    contentItem: RowLayout {
        id: row

        spacing: 6

        Icon {
            color: Theme.amber
            name: "warning"
            size: Math.round(13 * Theme.scale)
            visible: chip.gone
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.minimumWidth: 0
            elide: Text.ElideMiddle
            font.family: Theme.mono
            font.pixelSize: 11.5 * Theme.scale
            text: chip.workspace.folder
        }
        SmallText {
            Accessible.ignored: true
            color: Theme.amber
            font.pixelSize: 11.5 * Theme.scale
            objectName: "workspaceGone"
            text: qsTr("not there any more")
            visible: chip.gone
        }
    }

    Tip {
        text: chip.gone ? qsTr("%1 is not there any more: tools cannot work until you pick another folder").arg(chip.workspace.folder) : qsTr("Tools work in %1").arg(chip.workspace.folder)
        visible: (chip.hovered || chip.visualFocus) && !chip.down
    }
    Loader {
        id: picker

        active: false

        sourceComponent: FolderPicker {
            objectName: "folderPicker"
            workspace: chip.workspace
        }
    }
}
