pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// All suites, the main one first.
ListView {
    id: list

    required property SuitesViewModel suites

    // Whether focus is shown: it came, or moved, by key.
    property bool ringed: true

    function step(target: int): void {
        ringed = true;
        const row = itemAtIndex(Math.max(0, Math.min(count - 1, target))) as SuiteLine;
        if (row)
            suites.choose(row.key);
    }

    Accessible.name: qsTr("Suites")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    bottomMargin: 12
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: suites.place
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: suites.model
    objectName: "suiteList"
    spacing: 2
    topMargin: 12

    Keys.onDownPressed: step(currentIndex + 1)
    Keys.onUpPressed: step(currentIndex - 1)
    onActiveFocusChanged: {
        if (!activeFocus)
            ringed = true;
    }

    ScrollBar.vertical: ThinScrollBar {}
    delegate: SuiteLine {}

    component SuiteLine: ItemDelegate {
        id: row

        required property int index
        required property string key
        required property string name
        required property bool main
        required property string cases
        required property string sign
        required property bool waits

        readonly property color ink: waits ? Theme.amber : Theme.accent
        readonly property bool current: ListView.isCurrentItem

        Accessible.name: [name, main ? qsTr("main suite") : "", cases, sign].filter(part => part !== "").join(", ")
        Accessible.role: Accessible.ListItem
        Accessible.selected: current
        focusPolicy: Qt.NoFocus
        hoverEnabled: true
        implicitHeight: Math.round(50 * Math.max(1, Theme.scale))
        leftInset: 12
        leftPadding: 22
        objectName: "suite:" + name
        rightInset: 12
        rightPadding: 20
        text: name
        width: list.width

        background: Rectangle {
            color: row.current ? Theme.selected : row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
            radius: Theme.radiusRow

            FocusRing {
                inset: 0
                radius: Theme.radiusRow
                visible: row.current && list.activeFocus && list.ringed
            }
        }
        contentItem: ColumnLayout {
            spacing: 2

            Text {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: row.main ? Font.DemiBold : Font.Medium
                text: row.name
                textFormat: Text.PlainText
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 6

                StatusDot {
                    tint: row.ink
                    visible: row.sign !== ""
                }
                SmallText {
                    Layout.fillWidth: true
                    color: row.sign === "" ? Theme.textSoft : row.ink
                    elide: Text.ElideRight
                    text: row.sign === "" ? row.main ? qsTr("%1 · main").arg(row.cases) : row.cases : row.sign
                }
            }
        }

        onClicked: {
            list.ringed = false;
            list.forceActiveFocus(Qt.MouseFocusReason);
            list.suites.choose(key);
        }
    }
}
