pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// A sheet over the window about one step. What it says scrolls; what decides stays in sight.
Popup {
    id: sheet

    required property string title
    required property string sentence
    // Whose words the step ends with, and the step in one line.
    property string who
    property string start
    // What is said of the step, and what decides.
    default property alias parts: column.data
    property alias foot: decide.data
    readonly property alias view: body
    readonly property bool narrow: width < 520 * Theme.scale

    signal confirmed
    signal cancelled

    function focusHome(): void {
        home.forceActiveFocus(Qt.OtherFocusReason);
    }

    anchors.centerIn: Overlay.overlay
    closePolicy: Popup.NoAutoClose
    focus: true
    height: Math.min(implicitHeight, parent ? parent.height - 32 : implicitHeight)
    modal: true
    padding: 0
    width: Math.min(620 * Math.max(1, Theme.scale), parent ? parent.width - 32 : 620)

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard + 2
    }
    contentItem: FocusScope {
        id: home

        Accessible.name: sheet.title
        Accessible.role: Accessible.Dialog
        implicitHeight: head.implicitHeight + column.implicitHeight + decide.implicitHeight + 76

        Keys.onEscapePressed: sheet.cancelled()
        // Here Esc puts off; the page's own would stop what runs beside it.
        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape

        // Before any button hears of it. A key that is held down decides once.
        Shortcut {
            autoRepeat: false
            enabled: sheet.opened
            sequences: ["Ctrl+Return", "Ctrl+Enter"]

            onActivated: sheet.confirmed()
        }
        ColumnLayout {
            id: head

            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: 4

            TitleText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                text: sheet.title
            }
            SmallText {
                Layout.fillWidth: true
                objectName: "sheetSentence"
                text: sheet.sentence
                wrapMode: Text.Wrap
            }
        }
        Flickable {
            id: body

            anchors.bottom: decide.top
            anchors.bottomMargin: 14
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: head.bottom
            anchors.topMargin: 14
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: column.implicitHeight
            interactive: contentHeight > height
            objectName: "sheetBody"

            ScrollBar.vertical: ThinScrollBar {}

            FollowFocus {
                view: body
            }
            ColumnLayout {
                id: column

                spacing: 16
                width: body.width - 40
                x: 20

                Rectangle {
                    Accessible.name: [sheet.who, sheet.start].filter(part => part !== "").join(": ")
                    Accessible.role: Accessible.StaticText
                    Layout.fillWidth: true
                    color: Theme.sunk
                    implicitHeight: step.implicitHeight + 20
                    radius: Theme.radiusRow

                    ColumnLayout {
                        id: step

                        anchors.left: parent.left
                        anchors.margins: 12
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 2

                        SmallText {
                            Accessible.ignored: true
                            text: sheet.who
                            visible: text !== ""
                        }
                        SmallText {
                            Accessible.ignored: true
                            Layout.fillWidth: true
                            color: Theme.text
                            elide: Text.ElideRight
                            font.pixelSize: Theme.row
                            maximumLineCount: 2
                            objectName: "sheetStart"
                            text: sheet.start
                            wrapMode: Text.Wrap
                        }
                    }
                }
            }
        }
        Hairline {
            anchors.bottom: body.bottom
            anchors.bottomMargin: -1
            visible: body.interactive
            width: parent.width
        }
        GridLayout {
            id: decide

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            columnSpacing: 8
            columns: sheet.narrow ? 1 : 2
            rowSpacing: 8
        }
    }
}
