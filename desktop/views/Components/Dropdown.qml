pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Theme

// One of many, from a list that opens below.
ComboBox {
    id: dropdown

    required property string name

    Accessible.name: name
    font.family: Theme.sans
    font.pixelSize: 13.5 * Theme.scale
    implicitHeight: Math.round(34 * Math.max(1, Theme.scale))
    leftPadding: 10
    rightPadding: 30

    background: Rectangle {
        border.color: dropdown.activeFocus ? Theme.accent : Theme.line
        border.width: dropdown.activeFocus ? 1.5 : 1
        color: Theme.card
        radius: Theme.radiusControl
    }
    contentItem: Text {
        Accessible.ignored: true
        color: Theme.text
        elide: Text.ElideRight
        font: dropdown.font
        text: dropdown.displayText
        textFormat: Text.PlainText
        verticalAlignment: Text.AlignVCenter
    }
    delegate: ItemDelegate {
        id: entry

        required property int index

        Accessible.name: text
        highlighted: dropdown.highlightedIndex === index
        implicitHeight: Math.round(32 * Math.max(1, Theme.scale))
        text: dropdown.textAt(index)
        width: ListView.view.width

        background: Rectangle {
            color: entry.highlighted ? Theme.hover : "transparent"
            radius: 6
        }
        contentItem: Text {
            Accessible.ignored: true
            color: Theme.text
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: 13.5 * Theme.scale
            font.weight: dropdown.currentIndex === entry.index ? Font.Medium : Font.Normal
            text: entry.text
            textFormat: Text.PlainText
            verticalAlignment: Text.AlignVCenter
        }
    }
    indicator: Icon {
        name: "chevron-down"
        x: dropdown.width - width - 10
        y: (dropdown.height - height) / 2
    }
    popup: Popup {
        implicitHeight: Math.min(contentItem.implicitHeight + 10, 320)
        padding: 5
        popupType: Popup.Item
        width: dropdown.width
        y: dropdown.height + 4

        background: Rectangle {
            border.color: Theme.line
            color: Theme.card
            radius: Theme.radiusRow
        }
        contentItem: ListView {
            ScrollBar.vertical: ThinScrollBar {}
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            currentIndex: dropdown.highlightedIndex
            implicitHeight: contentHeight
            model: dropdown.popup.visible ? dropdown.delegateModel : null
        }
    }
}
