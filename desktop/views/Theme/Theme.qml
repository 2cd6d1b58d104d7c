pragma Singleton

import QtQuick

// The tokens of the look. Colours follow the system's scheme; sizes follow the application's font,
// which startup sets to Inter at 15 px times the system's text scale.
QtObject {
    id: theme

    // Writable, so that a screen can be looked at in either scheme.
    property bool dark: Application.styleHints.colorScheme === Qt.ColorScheme.Dark

    readonly property color page: dark ? "#191A17" : "#FBFAF7"
    readonly property color side: dark ? "#141512" : "#F3F1EB"
    readonly property color card: dark ? "#20221E" : "#FFFFFF"
    readonly property color sunk: dark ? "#252722" : "#EFEDE6"
    readonly property color line: dark ? "#31332D" : "#E4E0D6"
    readonly property color text: dark ? "#E9E8E1" : "#22231F"
    readonly property color textSoft: dark ? "#A3A599" : "#6C6D64"
    // Large or decorative only: it does not reach 4.5:1 on the page.
    readonly property color textFaint: dark ? "#6F7167" : "#9A9A8F"
    readonly property color accent: dark ? "#A5C78F" : "#4B7342"
    readonly property color accentSoft: dark ? "#2A3325" : "#E6EEDF"
    readonly property color accentText: dark ? "#16210F" : "#FFFFFF"
    // A shade darker than in the drawing, for 4.5:1 on its own ground.
    readonly property color amber: dark ? "#E0B062" : "#8F5E11"
    readonly property color amberSoft: dark ? "#332B1C" : "#FBF1DC"
    readonly property color brick: dark ? "#E58E78" : "#A63F28"
    readonly property color added: dark ? "#22301F" : "#E8F2E2"
    readonly property color removed: dark ? "#38231F" : "#FAE7E2"
    // Laid over any ground for hover and press.
    readonly property color hover: dark ? "#10E9E8E1" : "#0C22231F"
    readonly property color press: dark ? "#1CE9E8E1" : "#1622231F"
    readonly property color selected: dark ? "#252A20" : "#E6E3D8"
    readonly property color selection: dark ? "#46573B" : "#CFE0C4"
    readonly property color scrim: dark ? "#99000000" : "#5922231F"

    readonly property string sans: "Inter"
    readonly property string mono: "JetBrains Mono"

    readonly property real scale: Application.font.pixelSize > 0 ? Application.font.pixelSize / 15 : 1
    readonly property real body: 15 * scale
    readonly property real bodyLine: Math.round(22 * scale)
    readonly property real row: 13.5 * scale
    readonly property real secondary: 12.5 * scale
    readonly property real secondaryLine: Math.round(18 * scale)
    readonly property real caps: 11 * scale
    readonly property real code: 12.5 * scale
    readonly property real codeLine: Math.round(19 * scale)
    readonly property real title: 15.5 * scale
    readonly property real display: 21 * scale

    // Multiples of the 4 px grid: Theme.gap(3) is 12 px.
    function gap(steps: real): real {
        return 4 * steps;
    }

    readonly property int sidebarWidth: Math.round(264 * Math.max(1, scale))
    readonly property int timelineWidth: Math.round(300 * Math.max(1, scale))
    readonly property int railWidth: control + 20

    // Whether a window is too narrow for the sidebar beside a conversation.
    function isNarrow(width: real): bool {
        return width < 636 + sidebarWidth;
    }

    // Whether a window is wide enough for sidebar and timeline beside a conversation.
    function isWide(width: real): bool {
        return width >= 536 + sidebarWidth + timelineWidth;
    }

    readonly property real control: Math.round(32 * Math.max(1, scale))
    readonly property real radiusControl: 8
    readonly property real radiusRow: 10
    readonly property real radiusCard: 14

    // Set by Main.qml from the system's wish.
    property bool reduceMotion: false
    readonly property int quick: reduceMotion ? 0 : 80
    readonly property int calm: reduceMotion ? 0 : 140

    function icon(name: string): url {
        return Qt.resolvedUrl("../../../resources/icons/" + name + ".svg");
    }
}
