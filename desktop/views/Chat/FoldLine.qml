import QtQuick
import QtQuick.Layouts
import Components
import Theme

// A line that unfolds by click, Enter or space: what it is given, then a chevron.
Item {
    id: line

    required property string name
    required property bool expanded
    default property alias content: layout.data

    signal toggled

    Accessible.checkable: true
    Accessible.checked: expanded
    Accessible.name: name
    Accessible.role: Accessible.Button
    activeFocusOnTab: true
    height: Math.round(40 * Math.max(1, Theme.scale))

    Accessible.onPressAction: toggled()
    Keys.onEnterPressed: toggled()
    Keys.onReturnPressed: toggled()
    Keys.onSpacePressed: toggled()

    TapHandler {
        onTapped: line.toggled()
    }
    HoverHandler {
        id: pointer

        cursorShape: Qt.PointingHandCursor
    }
    Rectangle {
        anchors.fill: parent
        color: pointer.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow
    }
    FocusRing {
        radius: Theme.radiusRow + 3
        visible: line.activeFocus
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 10

        RowLayout {
            id: layout

            spacing: 10
        }
        Icon {
            name: line.expanded ? "chevron-down" : "chevron-right"
            size: Math.round(14 * Theme.scale)
        }
    }
}
