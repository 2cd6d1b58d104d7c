pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What a suite is to be run against, how often, and who judges. Nothing happens until Start.
Popup {
    id: sheet

    required property RunSetupViewModel setup

    function offer(values: var, chosen: int): var {
        return values.includes(chosen) ? values : [...values, chosen].sort((one, other) => one - other);
    }

    anchors.centerIn: Overlay.overlay
    closePolicy: Popup.NoAutoClose
    focus: true
    height: Math.min(implicitHeight, parent ? parent.height - 32 : implicitHeight)
    modal: true
    objectName: "runSheet"
    padding: 0
    visible: setup.shown
    width: Math.min(640 * Math.max(1, Theme.scale), parent ? parent.width - 32 : 640)

    onOpened: start.forceActiveFocus(Qt.TabFocusReason)

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard + 2
    }
    contentItem: FocusScope {
        Accessible.name: head.text
        Accessible.role: Accessible.Dialog
        implicitHeight: top.implicitHeight + column.implicitHeight + foot.implicitHeight + 76

        Keys.onEscapePressed: sheet.setup.cancel()
        // Here Esc puts the sheet away; the page's own would leave the page.
        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape

        // Before any button hears of it. A key that is held down begins once.
        Shortcut {
            autoRepeat: false
            enabled: sheet.opened
            sequences: ["Ctrl+Return", "Ctrl+Enter"]

            onActivated: sheet.setup.start()
        }
        ColumnLayout {
            id: top

            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: 4

            TitleText {
                id: head

                Layout.fillWidth: true
                elide: Text.ElideRight
                text: qsTr("Run “%1”").arg(sheet.setup.suiteName)
            }
            SmallText {
                Layout.fillWidth: true
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                text: qsTr("Each case is taken up where it was. Tools get the results that were recorded, and what would change something stops where it is proposed.")
                wrapMode: Text.Wrap
            }
        }
        Flickable {
            id: view

            anchors.bottom: foot.top
            anchors.bottomMargin: 16
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: top.bottom
            anchors.topMargin: 16
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: column.implicitHeight
            contentWidth: width

            ScrollBar.vertical: ThinScrollBar {}

            FollowFocus {
                view: view
            }
            ColumnLayout {
                id: column

                spacing: 10
                width: view.width - 40
                x: 20

                CapsText {
                    Accessible.role: Accessible.Heading
                    text: qsTr("Candidates")
                }
                Repeater {
                    model: sheet.setup.model

                    CandidateForm {
                        Layout.fillWidth: true
                        setup: sheet.setup
                    }
                }
                TextButton {
                    Layout.leftMargin: -8
                    enabled: sheet.setup.canAdd
                    iconName: "plus"
                    objectName: "addCandidate"
                    quiet: true
                    text: qsTr("Add a candidate")

                    onClicked: sheet.setup.add()
                }
                GridLayout {
                    Layout.fillWidth: true
                    Layout.topMargin: 6
                    columnSpacing: 12
                    columns: 3
                    rowSpacing: 4
                    uniformCellWidths: true

                    SmallText {
                        Accessible.ignored: true
                        text: qsTr("Tries of each case")
                    }
                    SmallText {
                        Accessible.ignored: true
                        text: qsTr("At once, at most")
                    }
                    SmallText {
                        Accessible.ignored: true
                        text: qsTr("Judge")
                    }
                    Dropdown {
                        Layout.fillWidth: true
                        currentIndex: model.indexOf(sheet.setup.repeat)
                        model: sheet.offer([1, 2, 3, 5, 10, 20], sheet.setup.repeat)
                        name: qsTr("How often each case is tried")
                        objectName: "runRepeat"

                        onActivated: sheet.setup.setRepeat(currentValue)
                    }
                    Dropdown {
                        Layout.fillWidth: true
                        currentIndex: model.indexOf(sheet.setup.parallel)
                        model: sheet.offer([1, 2, 4, 8], sheet.setup.parallel)
                        name: qsTr("How many attempts at once at most")
                        objectName: "runParallel"

                        onActivated: sheet.setup.setParallel(currentValue)
                    }
                    Dropdown {
                        Layout.fillWidth: true
                        currentIndex: Math.max(0, sheet.setup.models.indexOf(sheet.setup.judge))
                        displayText: sheet.setup.judge === "" ? sheet.setup.modelWords[0] : sheet.setup.judge
                        model: sheet.setup.modelWords
                        name: qsTr("Judge")
                        objectName: "runJudge"

                        onActivated: index => sheet.setup.setJudge(sheet.setup.models[index])
                    }
                }
                SmallText {
                    Layout.fillWidth: true
                    lineHeight: Theme.secondaryLine
                    lineHeightMode: Text.FixedHeight
                    text: qsTr("Several tries show what comes out differently each time. The built-in model answers one at a time. The judge is asked only where a case has a rubric, or a reference in other words.")
                    wrapMode: Text.Wrap
                }
            }
        }
        RowLayout {
            id: foot

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.margins: 20
            anchors.right: parent.right
            spacing: 8

            SmallText {
                Layout.fillWidth: true
                objectName: "runAbout"
                text: sheet.setup.about
                wrapMode: Text.Wrap
            }
            TextButton {
                enabled: !sheet.setup.busy
                objectName: "runNotNow"
                shortcutText: qsTr("Esc")
                text: qsTr("Not now")

                onClicked: sheet.setup.cancel()
            }
            TextButton {
                id: start

                enabled: sheet.setup.canStart
                objectName: "startRun"
                primary: true
                shortcutText: qsTr("Ctrl+Enter")
                text: sheet.setup.busy ? qsTr("Starting…") : qsTr("Start")

                onClicked: sheet.setup.start()
            }
        }
    }
}
