pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// The branches of the conversation: the one in view is marked, a click shows another.
Flickable {
    id: chips

    required property BranchesViewModel branches

    property string renaming
    property int focused: 0

    function chipAt(place: int): BranchChip {
        const slot = repeater.itemAt(place) as Loader;
        return slot ? slot.item as BranchChip : null;
    }

    function focusAt(place: int, reason: int): void {
        focused = Math.max(0, Math.min(repeater.count - 1, place));
        const chip = chipAt(focused);
        if (chip)
            chip.forceActiveFocus(reason);
    }

    function endRename(): void {
        renaming = "";
        focusAt(focused, Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Branches")
    Accessible.role: Accessible.Grouping
    boundsBehavior: Flickable.StopAtBounds
    clip: contentHeight > height
    contentHeight: flow.implicitHeight + 6
    contentWidth: width
    implicitHeight: Math.min(contentHeight, Math.round(232 * Math.max(1, Theme.scale)))
    interactive: contentHeight > height

    ScrollBar.vertical: ThinScrollBar {}

    component Quiet: AbstractButton {
        id: quiet

        required text

        Accessible.name: text
        Accessible.role: Accessible.Button
        focusPolicy: Qt.StrongFocus
        hoverEnabled: true
        implicitHeight: Math.round(25 * Math.max(1, Theme.scale))
        implicitWidth: quietWords.implicitWidth + 14

        Keys.onEnterPressed: click()
        Keys.onReturnPressed: click()

        background: Rectangle {
            color: quiet.down ? Theme.press : quiet.hovered ? Theme.hover : "transparent"
            radius: height / 2

            FocusRing {
                radius: parent.radius + 3
                visible: quiet.visualFocus
            }
        }
        contentItem: Item {
            SmallText {
                id: quietWords

                Accessible.ignored: true
                anchors.centerIn: parent
                font.pixelSize: 12 * Theme.scale
                text: quiet.text
            }
        }
    }

    FollowFocus {
        view: chips
    }
    Flow {
        id: flow

        spacing: 5
        width: parent.width - 6
        x: 3
        y: 3

        Repeater {
            id: repeater

            model: chips.branches.chips

            Loader {
                id: slot

                required property int index
                required property string key
                required property string name
                required property bool current
                required property bool main
                required property bool pinned
                required property string standing

                sourceComponent: chips.renaming === key ? field : chip

                Component {
                    id: chip

                    BranchChip {
                        activeFocusOnTab: activeFocus || slot.index === Math.min(chips.focused, repeater.count - 1)
                        current: slot.current
                        key: slot.key
                        main: slot.main
                        most: flow.width
                        name: slot.name
                        objectName: "branch:" + slot.name
                        pinned: slot.pinned
                        standing: slot.standing

                        onActiveFocusChanged: {
                            if (activeFocus)
                                chips.focused = slot.index;
                        }
                        onClicked: chips.branches.choose(key)
                        onDeleteRequested: chips.branches.trash(key)
                        onDoubleClicked: chips.renaming = key
                        onMenuRequested: {
                            chips.focused = slot.index;
                            menu.openFor(this);
                        }
                        onRenameRequested: chips.renaming = key
                        onStepRequested: by => chips.focusAt(slot.index + by, Qt.TabFocusReason)
                    }
                }
                Component {
                    id: field

                    NameField {
                        name: qsTr("Name of this branch")
                        text: slot.name
                        width: flow.width

                        onGiven: Qt.callLater(chips.endRename)
                        onTaken: text => {
                            chips.branches.rename(slot.key, text);
                            Qt.callLater(chips.endRename);
                        }
                    }
                }
            }
        }
        Quiet {
            objectName: "moreBranches"
            text: chips.branches.unfolded ? qsTr("fewer") : qsTr("%1 more").arg(chips.branches.hidden)
            visible: chips.branches.hidden > 0 || chips.branches.unfolded

            onClicked: chips.branches.toggleAll()
        }
        Quiet {
            id: gone

            objectName: "deletedBranches"
            text: qsTr("%1 deleted").arg(chips.branches.trashedCount)
            visible: chips.branches.trashedCount > 0 && chips.branches.hidden === 0

            onClicked: trash.popup(gone, 0, gone.height + 2)
        }
    }
    BranchMenu {
        id: menu

        branches: chips.branches

        onRenameWanted: key => chips.renaming = key
    }
    PopupMenu {
        id: trash

        objectName: "trashMenu"

        Instantiator {
            model: chips.branches.trashed

            delegate: MenuEntry {
                required property string key
                required property string name

                iconName: "undo"
                objectName: "restore:" + name
                text: qsTr("Bring back “%1”").arg(name)

                onTriggered: chips.branches.restore(key)
            }

            onObjectAdded: (index, object) => trash.insertItem(index, object as MenuEntry)
            onObjectRemoved: (index, object) => trash.removeItem(object as MenuEntry)
        }
    }
}
