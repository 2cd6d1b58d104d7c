pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One conversation of the sidebar: title, status, branches and time, or a field to rename it in.
ItemDelegate {
    id: row

    required property string conversationId
    required property string title
    required property string when
    required property string status
    required property int branches
    required property bool unfolded
    // Whether it is in view.
    property bool selected: false
    property bool editing: false
    // Whether the keyboard is here.
    property bool ringed: false

    signal foldRequested
    signal menuRequested
    signal renamed(string title)
    signal renameCancelled

    readonly property string shownTitle: title === "" ? qsTr("New conversation") : title
    readonly property string statusWord: status === "running" ? qsTr("Running") : status === "waiting" ? qsTr("Waits for you") : status === "unfinished" ? qsTr("Unfinished") : ""
    // Unfolded, its branches say it, each for itself.
    readonly property bool told: statusWord !== "" && !unfolded
    readonly property bool twoLines: told && status !== "running"
    readonly property string count: branches < 2 ? "" : unfolded ? qsTr("%1 branches, unfolded").arg(branches) : qsTr("%1 branches").arg(branches)

    Accessible.name: [shownTitle, statusWord, count, when].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    Accessible.selected: selected
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round((twoLines ? 48 : 36) * Math.max(1, Theme.scale))
    bottomPadding: 0
    leftPadding: 10
    rightPadding: 10
    text: shownTitle
    topPadding: 0

    background: Rectangle {
        border.color: Theme.accent
        border.width: row.editing ? 1.5 : 0
        color: row.editing ? Theme.card : row.selected && !row.unfolded ? Theme.selected : row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow

        FocusRing {
            inset: 0
            radius: Theme.radiusRow
            visible: row.ringed && !row.editing
        }
    }
    contentItem: RowLayout {
        spacing: 8

        StatusDot {
            hollow: row.status === "unfinished"
            tint: row.status === "running" ? Theme.accent : Theme.amber
            visible: row.told
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            Text {
                Layout.fillWidth: true
                color: row.title === "" ? Theme.textSoft : Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: row.selected ? Font.Medium : Font.Normal
                text: row.shownTitle
                textFormat: Text.PlainText
                visible: !row.editing
            }
            Loader {
                Layout.fillWidth: true
                active: row.editing
                visible: active

                sourceComponent: TitleField {
                    name: qsTr("Title")
                    text: row.title

                    onGiven: row.renameCancelled()
                    onTaken: text => row.renamed(text)
                }
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.amber
                elide: Text.ElideRight
                font.pixelSize: 11.5 * Theme.scale
                text: row.statusWord
                visible: row.twoLines && !row.editing
            }
        }
        FoldButton {
            Layout.rightMargin: -4
            branches: row.branches
            unfolded: row.unfolded
            visible: row.branches > 1 && !row.editing

            onClicked: row.foldRequested()
        }
        // The time, or while the mouse is here the menu; nothing beside it moves for that.
        Item {
            Layout.fillHeight: true
            Layout.preferredWidth: room
            visible: !row.editing && room > 0

            readonly property real room: Math.max(time.implicitWidth, row.branches > 1 || row.hovered ? more.extent - 4 : 0)

            SmallText {
                id: time

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                font.pixelSize: 12 * Theme.scale
                text: row.when
                visible: !more.visible
            }
            IconButton {
                id: more

                anchors.right: parent.right
                anchors.rightMargin: -4
                anchors.verticalCenter: parent.verticalCenter
                extent: Math.round(26 * Math.max(1, Theme.scale))
                focusPolicy: Qt.NoFocus
                iconName: "more"
                objectName: "rowMore"
                text: qsTr("More for %1").arg(row.shownTitle)
                visible: row.hovered && !row.editing

                onClicked: row.menuRequested()
            }
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: row.menuRequested()
    }
}
