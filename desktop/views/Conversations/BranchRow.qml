pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One branch beneath its conversation: what it is called and how it stands.
ItemDelegate {
    id: row

    required property string conversationId
    required property string branchId
    required property string title
    required property string status
    required property bool main
    required property bool pinned
    property bool inView: false
    property bool editing: false
    // Whether the keyboard is here.
    property bool ringed: false

    signal menuRequested
    signal renamed(string title)
    signal renameCancelled

    readonly property string standing: status === "running" ? qsTr("running") : status === "waiting" ? qsTr("waits") : status === "unfinished" ? qsTr("unfinished") : ""
    readonly property string told: status === "waiting" ? qsTr("waits for you") : standing
    readonly property string mark: main && title !== qsTr("main") ? qsTr("main") : ""
    readonly property real ground: 20

    Accessible.name: [qsTr("Branch %1").arg(title), main ? qsTr("main branch") : "", pinned ? qsTr("pinned") : "", told].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    Accessible.selected: inView
    bottomPadding: 0
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(30 * Math.max(1, Theme.scale))
    leftPadding: ground + 8
    rightPadding: 10
    text: title
    topPadding: 0

    background: Item {
        // Past the gap below, so that the rows of one conversation have one line.
        Rectangle {
            color: Theme.line
            height: parent.height + 1
            width: 1
            x: 13
        }
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: row.ground
            border.color: Theme.accent
            border.width: row.editing ? 1.5 : 0
            color: row.editing ? Theme.card : row.inView ? Theme.selected : row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
            radius: Theme.radiusControl

            FocusRing {
                inset: 0
                radius: parent.radius
                visible: row.ringed && !row.editing
            }
        }
    }
    contentItem: RowLayout {
        spacing: 7

        StatusDot {
            hollow: row.status === "unfinished"
            objectName: "branchDot"
            tint: row.status === "running" ? Theme.accent : Theme.amber
            visible: row.standing !== ""
        }
        Icon {
            color: row.inView ? Theme.accent : Theme.textSoft
            name: "pin"
            size: Math.round(11 * Theme.scale)
            visible: row.pinned && !row.editing
        }
        Text {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: row.inView ? Theme.text : Theme.textSoft
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: 13 * Theme.scale
            font.weight: row.inView ? Font.Medium : Font.Normal
            text: row.title
            textFormat: Text.PlainText
            visible: !row.editing
        }
        Loader {
            Layout.fillWidth: true
            active: row.editing
            visible: active

            sourceComponent: TitleField {
                maximumLength: 80
                name: qsTr("Name of this branch")
                text: row.title

                onGiven: row.renameCancelled()
                onTaken: text => row.renamed(text)
            }
        }
        SmallText {
            Accessible.ignored: true
            color: row.status === "running" ? Theme.accent : row.standing !== "" ? Theme.amber : Theme.textSoft
            font.pixelSize: 11.5 * Theme.scale
            objectName: "branchStanding"
            text: row.standing !== "" ? row.standing : row.mark
            visible: text !== "" && !more.visible && !row.editing
        }
        IconButton {
            id: more

            Layout.rightMargin: -4
            extent: Math.round(24 * Math.max(1, Theme.scale))
            focusPolicy: Qt.NoFocus
            iconName: "more"
            objectName: "branchMore"
            text: qsTr("More for %1").arg(row.title)
            visible: row.hovered && !row.editing

            onClicked: row.menuRequested()
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: row.menuRequested()
    }
}
