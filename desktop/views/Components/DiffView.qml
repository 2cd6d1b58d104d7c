pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Theme

// What would change, line by line; a mark before each line says how, its ground too. Long lines
// are broken, not cut: whoever decides sees all of it.
Rectangle {
    id: view

    // Each with its mark in front: + added, - removed, … lines left out, or a space.
    required property list<string> lines
    // How many lines are not shown at all.
    property int more: 0
    property real most: 220 * Math.max(1, Theme.scale)

    readonly property real lineHeight: Math.round(20 * Theme.scale)

    border.color: list.activeFocus ? Theme.accent : Theme.line
    color: Theme.page
    implicitHeight: Math.min(most, list.contentHeight) + 16 + (rest.visible ? rest.implicitHeight + 8 : 0)
    radius: Theme.radiusControl

    ListView {
        id: list

        Accessible.name: qsTr("What would change")
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: rest.visible ? rest.top : parent.bottom
        anchors.bottomMargin: 8
        anchors.left: parent.left
        anchors.margins: 1
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: 8
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        interactive: contentHeight > height
        keyNavigationEnabled: false
        model: view.lines
        objectName: "diff"

        Keys.onDownPressed: contentY = Math.min(Math.max(0, contentHeight - height), contentY + view.lineHeight)
        Keys.onUpPressed: contentY = Math.max(0, contentY - view.lineHeight)
        ScrollBar.vertical: ThinScrollBar {}
        delegate: Rectangle {
            id: line

            required property string modelData

            readonly property string mark: modelData.charAt(0)
            readonly property color ink: mark === " " || mark === "…" ? Theme.textSoft : Theme.text

            Accessible.name: (mark === "+" ? qsTr("added: ") : mark === "-" ? qsTr("removed: ") : "") + modelData.slice(2)
            Accessible.role: Accessible.ListItem
            color: mark === "+" ? Theme.added : mark === "-" ? Theme.removed : "transparent"
            height: Math.max(view.lineHeight, words.implicitHeight + 4)
            width: ListView.view.width

            Text {
                Accessible.ignored: true
                color: line.ink
                font.family: Theme.mono
                font.pixelSize: Theme.code
                height: view.lineHeight
                text: line.mark
                textFormat: Text.PlainText
                verticalAlignment: Text.AlignVCenter
                x: 12
            }
            Text {
                id: words

                Accessible.ignored: true
                anchors.left: parent.left
                anchors.leftMargin: 12 + Math.round(20 * Theme.scale)
                anchors.right: parent.right
                anchors.rightMargin: 12
                anchors.verticalCenter: parent.verticalCenter
                color: line.ink
                font.family: Theme.mono
                // Each character as it is: two hyphens are two.
                font.features: ({
                        "calt": 0,
                        "liga": 0
                    })
                font.pixelSize: Theme.code
                text: line.modelData.slice(2)
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }
        }
    }
    SmallText {
        id: rest

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 8
        anchors.left: parent.left
        anchors.leftMargin: 12
        text: qsTr("and %L1 more").arg(view.more)
        visible: view.more > 0
    }
}
