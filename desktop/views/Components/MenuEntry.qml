import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Theme

// One verb of a PopupMenu.
MenuItem {
    id: entry

    property string iconName
    property string shortcutText
    property bool grave: false

    readonly property color ink: !enabled ? Theme.textFaint : grave ? Theme.brick : Theme.text

    Accessible.name: text
    implicitHeight: Math.round(32 * Math.max(1, Theme.scale))
    leftPadding: 9
    rightPadding: 9

    background: Rectangle {
        color: entry.down ? Theme.press : entry.highlighted ? Theme.hover : "transparent"
        radius: 6
    }
    contentItem: RowLayout {
        spacing: 9

        Icon {
            color: entry.grave ? Theme.brick : Theme.textSoft
            name: entry.iconName === "" ? "more" : entry.iconName
            visible: entry.iconName !== ""
        }
        Text {
            Layout.fillWidth: true
            color: entry.ink
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: 13.5 * Theme.scale
            text: entry.text
            textFormat: Text.PlainText
        }
        KeyCap {
            text: entry.shortcutText
            visible: text !== ""
        }
    }
}
