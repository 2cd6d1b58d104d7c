pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Theme

// One of a few, all in sight; the arrows choose.
Flow {
    id: chips

    required property string name
    required property list<string> labels
    // What the objectName of each begins with.
    property string itemName: "chip"
    property int current: 0

    // The person chose it; the owner sets `current`.
    signal chosen(int index)

    function step(by: int): void {
        const target = (current + by + labels.length) % labels.length;
        chosen(target);
        (repeater.itemAt(current) as Item).forceActiveFocus(Qt.TabFocusReason);
    }

    function focusCurrent(reason: int): void {
        (repeater.itemAt(current) as Item).forceActiveFocus(reason);
    }

    Accessible.name: name
    Accessible.role: Accessible.Grouping
    spacing: 6

    Keys.onLeftPressed: step(-1)
    Keys.onRightPressed: step(1)

    Repeater {
        id: repeater

        model: chips.labels

        AbstractButton {
            id: chip

            required property int index
            required property string modelData
            readonly property bool current: index === chips.current

            Accessible.checkable: true
            Accessible.checked: current
            Accessible.name: modelData
            Accessible.role: Accessible.RadioButton
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            implicitHeight: Math.round(28 * Math.max(1, Theme.scale))
            implicitWidth: label.implicitWidth + 22
            objectName: chips.itemName + ":" + index

            Keys.onEnterPressed: click()
            Keys.onReturnPressed: click()
            onClicked: chips.chosen(index)

            background: Rectangle {
                border.color: chip.current ? "transparent" : Theme.line
                color: chip.current ? Theme.accentSoft : "transparent"
                radius: height / 2

                Rectangle {
                    anchors.fill: parent
                    color: chip.down ? Theme.press : chip.hovered && !chip.current ? Theme.hover : "transparent"
                    radius: parent.radius
                }
                FocusRing {
                    radius: parent.radius + 3
                    visible: chip.visualFocus
                }
            }
            contentItem: Item {
                SmallText {
                    id: label

                    Accessible.ignored: true
                    anchors.centerIn: parent
                    color: chip.current ? Theme.accent : Theme.textSoft
                    font.weight: Font.Medium
                    text: chip.modelData
                }
            }
        }
    }
}
