import QtQuick

// The shortcuts of the whole window, and how they read.
Item {
    id: keys

    // Whether there is anything to go to yet.
    required property bool ready
    required property bool canDecide
    required property bool canUndo
    readonly property string activityHint: activity.nativeText
    readonly property string findHint: find.nativeText
    readonly property string foldHint: fold.nativeText
    readonly property string newHint: begin.nativeText
    readonly property string settingsHint: settings.nativeText
    readonly property string suitesHint: suites.nativeText
    readonly property string undoHint: undo.nativeText

    signal closeRequested
    signal decideRequested
    signal findRequested
    signal foldRequested
    signal newRequested
    // A page by its place.
    signal pageRequested(int place)
    signal quitRequested
    signal undoRequested

    Shortcut {
        enabled: keys.ready && keys.canDecide
        sequence: "Ctrl+D"

        onActivated: keys.decideRequested()
    }
    Shortcut {
        id: begin

        enabled: keys.ready
        sequences: [StandardKey.New]

        onActivated: keys.newRequested()
    }
    Shortcut {
        id: find

        enabled: keys.ready
        sequences: [StandardKey.Find]

        onActivated: keys.findRequested()
    }
    Shortcut {
        id: fold

        enabled: keys.ready
        sequence: "Ctrl+B"

        onActivated: keys.foldRequested()
    }
    Shortcut {
        id: undo

        enabled: keys.canUndo
        sequences: [StandardKey.Undo]

        onActivated: keys.undoRequested()
    }
    Shortcut {
        id: settings

        enabled: keys.ready
        sequence: "Ctrl+,"

        onActivated: keys.pageRequested(Pages.Place.Settings)
    }
    Shortcut {
        id: activity

        enabled: keys.ready
        sequence: "Ctrl+Shift+A"

        onActivated: keys.pageRequested(Pages.Place.Activity)
    }
    Shortcut {
        id: suites

        enabled: keys.ready
        sequence: "Ctrl+Shift+E"

        onActivated: keys.pageRequested(Pages.Place.Suites)
    }
    Shortcut {
        sequences: [StandardKey.Close]

        onActivated: keys.closeRequested()
    }
    Shortcut {
        // Windows has no key of its own for this.
        sequence: "Ctrl+Q"

        onActivated: keys.quitRequested()
    }
}
