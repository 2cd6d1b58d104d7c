pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// How Cairn behaves on this desktop, which model it uses, what it may do without asking, what it remembers, how the model
// gets tools, what is traced, the trash, and what Cairn is.
FocusScope {
    id: page

    required property SettingsViewModel settings
    // Which section is in sight, by its place among the tabs.
    property alias section: tabs.current
    property string backHint
    property string undoHint

    readonly property real column: Math.min(width - 48, 720 * Math.max(1, Theme.scale))
    readonly property real margin: (width - column) / 2

    signal closed

    function focusFirst(): void {
        tabs.focusCurrent(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Settings")
    Accessible.role: Accessible.Pane

    Component.onCompleted: settings.read()
    Keys.onEscapePressed: closed()

    PageHead {
        id: head

        backHint: page.backHint
        title: qsTr("Settings")
        width: parent.width

        onBackRequested: page.closed()
    }
    Chips {
        id: tabs

        anchors.top: head.bottom
        anchors.topMargin: 16
        labels: [qsTr("General"), qsTr("Models"), qsTr("Rules"), qsTr("Memory"), qsTr("Tools"), qsTr("Tracing"), qsTr("Trash"), qsTr("About")]
        name: qsTr("Sections")
        objectName: "settingsTabs"
        width: page.column
        x: page.margin

        onChosen: index => current = index
    }
    Loader {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: tabs.bottom
        anchors.topMargin: 12
        sourceComponent: [general, models, rules, facts, tools, tracing, trash, about][tabs.current]
    }
    Toast {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        anchors.horizontalCenter: parent.horizontalCenter
        action: qsTr("Undo")
        objectName: "settingsUndo"
        sentence: page.settings.undo.sentence
        shortcutText: page.undoHint
        visible: page.settings.undo.shown
        width: Math.min(page.column, 420 * Math.max(1, Theme.scale))

        onAccepted: page.settings.undo.undo()
        onDismissed: page.settings.undo.dismiss()
    }

    Component {
        id: general

        GeneralSection {
            general: page.settings.general
            margin: page.margin
        }
    }
    Component {
        id: models

        ModelsSection {
            connections: page.settings.connections
            margin: page.margin
        }
    }
    Component {
        id: rules

        RulesSection {
            margin: page.margin
            rules: page.settings.rules
            tools: page.settings.tools
        }
    }
    Component {
        id: facts

        FactsSection {
            facts: page.settings.facts
            margin: page.margin
        }
    }
    Component {
        id: tools

        ToolsSection {
            folder: page.settings.defaultFolder
            margin: page.margin
            tools: page.settings.tools
        }
    }
    Component {
        id: tracing

        TracingSection {
            margin: page.margin
            tracing: page.settings.tracing
        }
    }
    Component {
        id: trash

        TrashSection {
            margin: page.margin
            trash: page.settings.trash
        }
    }
    Component {
        id: about

        AboutSection {
            about: page.settings.about
            margin: page.margin
        }
    }
}
