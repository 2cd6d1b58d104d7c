pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Cairn
import Components

// Decide this one and such ones from now on: narrow first, here before always.
PopupMenu {
    id: menu

    required property CardViewModel card
    property bool allows: true

    // Home is long and says nothing.
    function shown(pattern: string): string {
        return pattern === "" ? menu.card.tool.replace(/_/g, " ") : pattern.length > 44 ? "…" + pattern.slice(-43) : pattern;
    }

    function take(pattern: string, here: bool): void {
        if (menu.allows)
            menu.card.allow(pattern, here);
        else
            menu.card.never(pattern, here);
    }

    objectName: allows ? "allowMenu" : "neverMenu"
    width: Math.min(420, implicitWidth + 120)

    Instantiator {
        model: menu.card.patterns.concat([""])

        delegate: MenuEntry {
            required property string modelData
            required property int index

            iconName: menu.allows ? "check" : "stop"
            objectName: "rule:here:" + modelData
            text: (menu.allows ? qsTr("Always %1, in this conversation") : qsTr("Never %1, in this conversation")).arg(menu.shown(modelData))

            onTriggered: menu.take(modelData, true)
        }

        onObjectAdded: (index, object) => menu.insertItem(index, object as MenuEntry)
        onObjectRemoved: (index, object) => menu.removeItem(object as MenuEntry)
    }
    Instantiator {
        model: menu.card.patterns.concat([""])

        delegate: MenuEntry {
            required property string modelData
            required property int index

            iconName: menu.allows ? "check" : "stop"
            objectName: "rule:always:" + modelData
            text: (menu.allows ? qsTr("Always %1, everywhere") : qsTr("Never %1, everywhere")).arg(menu.shown(modelData))

            onTriggered: menu.take(modelData, false)
        }

        onObjectAdded: (index, object) => menu.addItem(object as MenuEntry)
        onObjectRemoved: (index, object) => menu.removeItem(object as MenuEntry)
    }
}
