pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What needs the person, over all conversations: on top of the sidebar.
FocusScope {
    id: inbox

    required property ApprovalsViewModel approvals

    function age(minutes: int): string {
        return minutes < 1 ? qsTr("now") : minutes < 60 ? qsTr("%1 min").arg(minutes) : minutes < 1440 ? qsTr("%1 h").arg(Math.floor(minutes / 60)) : qsTr("%n day(s)", "", Math.floor(minutes / 1440));
    }

    readonly property real rowHeight: Math.round(48 * Math.max(1, Theme.scale))
    // One that says which branch it is of.
    readonly property real tallHeight: Math.round(64 * Math.max(1, Theme.scale))

    implicitHeight: visible ? heading.height + Math.min(list.contentHeight, 4 * (rowHeight + 1)) + 4 : 0
    visible: list.count > 0

    CapsText {
        id: heading

        Accessible.name: qsTr("Needs you: %1").arg(inbox.approvals.needsYou)
        Accessible.role: Accessible.Heading
        color: Theme.amber
        height: Math.round(32 * Math.max(1, Theme.scale))
        leftPadding: 10
        objectName: "needsYou"
        text: qsTr("Needs you   %1").arg(inbox.approvals.needsYou)
        verticalAlignment: Text.AlignVCenter
    }
    ListView {
        id: list

        Accessible.name: qsTr("Needs you")
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: heading.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        focus: true
        highlightMoveDuration: 0
        model: inbox.approvals.inbox
        objectName: "inbox"
        spacing: 1

        function openCurrent(event: KeyEvent): void {
            if (currentItem && !event.isAutoRepeat)
                (currentItem as ItemDelegate).click();
        }

        Keys.onEnterPressed: event => openCurrent(event)
        Keys.onReturnPressed: event => openCurrent(event)
        ScrollBar.vertical: ThinScrollBar {}
        delegate: ItemDelegate {
            id: row

            required property int index
            required property string key
            required property string title
            required property string branch
            required property string wish
            required property bool unknown
            required property int count
            required property int minutes

            readonly property string shownTitle: title === "" ? qsTr("New conversation") : title
            readonly property string words: (unknown ? qsTr("Not sure: did it %1?") : qsTr("Wants to %1")).arg(wish)
            readonly property string waited: inbox.age(minutes)

            Accessible.name: [shownTitle, branch === "" ? "" : qsTr("branch %1").arg(branch), words, count > 1 ? qsTr("and %1 more").arg(count - 1) : "", waited].filter(part => part !== "").join(", ")
            Accessible.role: Accessible.ListItem
            focusPolicy: Qt.NoFocus
            height: branch === "" ? inbox.rowHeight : inbox.tallHeight
            leftPadding: 10
            objectName: "inbox:" + key
            rightPadding: 10
            width: ListView.view.width

            background: Rectangle {
                color: row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
                radius: Theme.radiusRow

                FocusRing {
                    inset: 0
                    radius: Theme.radiusRow
                    visible: row.ListView.isCurrentItem && list.activeFocus
                }
            }
            contentItem: RowLayout {
                spacing: 8

                StatusDot {
                    hollow: row.unknown
                    tint: Theme.amber
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 1

                    Text {
                        Accessible.ignored: true
                        Layout.fillWidth: true
                        color: Theme.text
                        elide: Text.ElideRight
                        font.family: Theme.sans
                        font.pixelSize: Theme.row
                        font.weight: Font.Medium
                        text: row.shownTitle
                        textFormat: Text.PlainText
                    }
                    RowLayout {
                        Layout.fillWidth: true
                        spacing: 5
                        visible: row.branch !== ""

                        Icon {
                            color: Theme.textSoft
                            name: "branch"
                            size: Math.round(12 * Theme.scale)
                        }
                        SmallText {
                            Accessible.ignored: true
                            Layout.fillWidth: true
                            color: Theme.text
                            elide: Text.ElideRight
                            font.pixelSize: 12 * Theme.scale
                            objectName: "inboxBranch"
                            text: row.branch
                            textFormat: Text.PlainText
                        }
                    }
                    SmallText {
                        Accessible.ignored: true
                        Layout.fillWidth: true
                        elide: Text.ElideRight
                        font.pixelSize: 11.5 * Theme.scale
                        text: row.words
                        textFormat: Text.PlainText
                    }
                }
                SmallText {
                    Accessible.ignored: true
                    font.pixelSize: 12 * Theme.scale
                    objectName: "waited"
                    text: row.count > 1 ? qsTr("%1 · %2").arg(row.count).arg(row.waited) : row.waited
                }
            }

            onClicked: inbox.approvals.openDialog(key)
        }
    }
}
