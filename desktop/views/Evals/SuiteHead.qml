pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The suite in view: what it is called, and what can be done with it. Where the list of suites has
// no room, the others are in a dropdown here.
RowLayout {
    id: head

    required property SuitesViewModel suites
    required property bool beside

    signal exportRequested
    signal renameRequested

    spacing: 8

    TitleText {
        Accessible.role: Accessible.Heading
        elide: Text.ElideRight
        Layout.fillWidth: !badge.visible
        Layout.maximumWidth: head.width / 2
        objectName: "suiteName"
        text: head.suites.name
        visible: head.beside
    }
    Dropdown {
        Layout.fillWidth: true
        currentIndex: head.suites.place
        model: head.suites.model
        name: qsTr("Suite")
        objectName: "suiteChoice"
        textRole: "name"
        valueRole: "key"
        visible: !head.beside

        onActivated: head.suites.choose(currentValue)
    }
    Badge {
        id: badge

        ground: Theme.accentSoft
        ink: Theme.accent
        text: qsTr("Main suite")
        visible: head.suites.main && head.beside
    }
    Item {
        Layout.fillWidth: true
        visible: badge.visible
    }
    IconButton {
        id: more

        iconName: "more"
        objectName: "suiteMenu"
        text: qsTr("More about this suite")

        onClicked: menu.popup(more, 0, more.height + 4)

        PopupMenu {
            id: menu

            width: Math.round(236 * Theme.scale)

            MenuEntry {
                iconName: "pencil"
                objectName: "renameSuite"
                text: qsTr("Rename…")

                onTriggered: head.renameRequested()
            }
            MenuEntry {
                enabled: !head.suites.main
                iconName: "pin"
                objectName: "makeMainSuite"
                text: qsTr("Make it the main suite")

                onTriggered: head.suites.makeMain()
            }
            MenuEntry {
                enabled: head.suites.cases.count > 0
                iconName: "copy"
                objectName: "exportSuite"
                text: qsTr("Export…")

                onTriggered: head.exportRequested()
            }
            MenuEntry {
                grave: true
                iconName: "trash"
                objectName: "deleteSuite"
                text: qsTr("Delete")

                onTriggered: head.suites.remove()
            }
        }
    }
    TextButton {
        enabled: head.suites.cases.count > 0
        iconName: "play"
        objectName: "prepareRun"
        primary: true
        text: qsTr("Run…")

        onClicked: head.suites.prepareRun()
    }
}
