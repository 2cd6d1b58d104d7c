pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// Text as a tool gave or got it, plain, from its beginning; all of it scrolls in a box of its own.
ColumnLayout {
    id: long

    required property string beginning
    // Whether `beginning` is not all of it.
    property bool cut: false
    // Gives all of it in pieces, each short enough to be laid out at once.
    property var whole: () => []
    property string name
    property color ground: Theme.sunk

    property list<string> pieces

    spacing: 4

    onBeginningChanged: pieces = []

    component Words: Text {
        color: Theme.text
        font.family: Theme.mono
        font.pixelSize: Theme.code
        lineHeight: Theme.codeLine
        lineHeightMode: Text.FixedHeight
        textFormat: Text.PlainText
        wrapMode: Text.WrapAnywhere
    }

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: all.visible ? 320 * Math.max(1, Theme.scale) : first.implicitHeight + 20
        color: long.ground
        radius: Theme.radiusControl

        Words {
            id: first

            Accessible.name: long.name
            Accessible.description: text
            Accessible.role: Accessible.StaticText
            anchors.left: parent.left
            anchors.margins: 10
            anchors.right: parent.right
            anchors.top: parent.top
            text: long.beginning + (long.cut ? "…" : "")
            visible: !all.visible
        }
        ListView {
            id: all

            Accessible.name: long.name
            Accessible.role: Accessible.List
            ScrollBar.vertical: ThinScrollBar {}
            activeFocusOnTab: true
            anchors.fill: parent
            anchors.margins: 10
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            model: long.pieces
            objectName: "wholeText"
            visible: long.pieces.length > 0

            Keys.onDownPressed: contentY = Math.min(Math.max(0, contentHeight - height), contentY + Theme.codeLine)
            Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.codeLine)

            delegate: Words {
                required property string modelData

                Accessible.name: modelData
                Accessible.role: Accessible.StaticText
                text: modelData
                width: ListView.view.width
            }

            FocusRing {
                inset: -8
                visible: all.activeFocus
            }
        }
    }
    TextButton {
        objectName: "showAll"
        quiet: true
        text: long.pieces.length ? qsTr("Show less") : qsTr("Show all")
        visible: long.cut

        onClicked: long.pieces = long.pieces.length ? [] : long.whole()
    }
}
