pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The pinned steps as a table of contents; Enter or a click goes there.
ListView {
    id: list

    required property PinsViewModel pins

    signal leaveRequested

    Accessible.name: qsTr("Pinned steps")
    Accessible.role: Accessible.List
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: 0
    highlightMoveDuration: 0
    keyNavigationEnabled: true
    model: pins.rows
    objectName: "pinList"

    Keys.onEnterPressed: pins.goTo((currentItem as PinRow).key)
    Keys.onEscapePressed: leaveRequested()
    Keys.onReturnPressed: pins.goTo((currentItem as PinRow).key)

    ScrollBar.vertical: ThinScrollBar {}
    delegate: PinRow {
        id: row

        current: ListView.isCurrentItem && list.activeFocus
        width: list.width - 8

        onClicked: list.pins.goTo(key)

        FocusRing {
            inset: 0
            radius: Theme.radiusRow
            visible: row.current
        }
    }

    component PinRow: ItemDelegate {
        id: pin

        required property string key
        required property string name
        required property string branch
        // ItemDelegate has `text`; this is the step's own words.
        required text
        property bool current: false

        Accessible.name: [name, pin.text, branch].filter(part => part !== "").join(", ")
        Accessible.role: Accessible.ListItem
        Accessible.selected: current
        focusPolicy: Qt.NoFocus
        hoverEnabled: true
        implicitHeight: Math.round(46 * Math.max(1, Theme.scale))
        objectName: "pin:" + name
        padding: 0

        background: Rectangle {
            color: pin.down ? Theme.press : pin.current ? Theme.selected : pin.hovered ? Theme.hover : "transparent"
            radius: Theme.radiusRow
        }
        contentItem: RowLayout {
            spacing: 12

            Icon {
                Layout.leftMargin: 12
                color: Theme.accent
                name: "pin"
                size: Math.round(13 * Theme.scale)
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.rightMargin: 8
                spacing: 1

                Text {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: Theme.text
                    elide: Text.ElideRight
                    font.family: Theme.sans
                    font.pixelSize: Theme.row
                    text: pin.name
                    textFormat: Text.PlainText
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    elide: Text.ElideRight
                    font.pixelSize: 11.5 * Theme.scale
                    text: [pin.branch === "" ? "" : qsTr("in %1").arg(pin.branch), pin.text].filter(part => part !== "").join(" · ")
                    visible: text !== ""
                }
            }
        }
    }
}
