pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Cairn
import Components
import Theme

// Decide this one alone, or such ones from now on: narrow before wide, here before everywhere.
PopupMenu {
    id: menu

    required property CardViewModel card
    property bool allows: true

    // Of a long one the end says most.
    function shown(index: int): string {
        if (index >= menu.card.patternNames.length)
            return qsTr("all of “%1”").arg(menu.card.tool.replace(/_/g, " "));
        const name = menu.card.patternNames[index];
        return qsTr("“%1”").arg(name.length > 36 ? "…" + name.slice(-35) : name);
    }

    function takeOnce(): void {
        if (appearing.running)
            return;
        if (menu.allows)
            menu.card.approve();
        else
            menu.card.reject();
    }

    function take(pattern: string, here: bool): void {
        if (appearing.running)
            return;
        if (menu.allows)
            menu.card.allow(pattern, here);
        else
            menu.card.never(pattern, here);
    }

    component Rules: Instantiator {
        id: rules

        required property bool here
        readonly property string words: menu.allows ? (here ? qsTr("Always allow %1 in this conversation") : qsTr("Always allow %1 everywhere")) : (here ? qsTr("Never allow %1 in this conversation") : qsTr("Never allow %1 everywhere"))

        delegate: MenuEntry {
            required property int index
            required property string modelData

            objectName: (rules.here ? "rule:here:" : "rule:always:") + modelData
            text: rules.words.arg(menu.shown(index))

            onTriggered: menu.take(modelData, rules.here)
        }
        model: menu.card.patterns.concat([""])

        onObjectAdded: (index, object) => menu.insertItem(1 + (rules.here ? index : menu.count - 1), object as MenuEntry)
        onObjectRemoved: (index, object) => menu.removeItem(object as MenuEntry)
    }

    // A second click on what opened it, where there is now a rule, makes none.
    Timer {
        id: appearing

        interval: 400
    }

    onAboutToShow: appearing.restart()

    objectName: allows ? "allowMenu" : "neverMenu"
    width: Math.min(Math.round(460 * Theme.scale), parent ? parent.Window.width - 16 : 460)

    MenuEntry {
        objectName: "once"
        text: qsTr("Only this once")

        onTriggered: menu.takeOnce()
    }
    Rules {
        here: true
    }
    Rules {
        here: false
    }
}
