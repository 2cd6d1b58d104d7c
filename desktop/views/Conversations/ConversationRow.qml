pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One conversation of the sidebar: title, status and time, or a field to rename it in.
ItemDelegate {
    id: row

    required property string conversationId
    required property string title
    required property string when
    required property string status
    property bool selected: false
    property bool editing: false

    signal menuRequested
    signal renamed(string title)
    signal renameCancelled

    readonly property string shownTitle: title === "" ? qsTr("New conversation") : title
    readonly property string statusWord: status === "running" ? qsTr("Running") : status === "waiting" ? qsTr("Waits for you") : status === "unfinished" ? qsTr("Unfinished") : ""
    readonly property bool twoLines: status === "waiting" || status === "unfinished"

    Accessible.name: [shownTitle, statusWord, when].filter(part => part !== "").join(", ")
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
        color: row.editing ? Theme.card : row.selected ? Theme.selected : row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow
    }
    contentItem: RowLayout {
        spacing: 8

        StatusDot {
            hollow: row.status === "unfinished"
            tint: row.status === "running" ? Theme.accent : Theme.amber
            visible: row.statusWord !== ""
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
                sourceComponent: renameField
                visible: active
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
        SmallText {
            font.pixelSize: 12 * Theme.scale
            text: row.when
            visible: text !== "" && !more.visible && !row.editing
        }
        IconButton {
            id: more

            Layout.rightMargin: -4
            extent: Math.round(26 * Math.max(1, Theme.scale))
            focusPolicy: Qt.NoFocus
            iconName: "more"
            objectName: "rowMore"
            text: qsTr("More for %1").arg(row.shownTitle)
            visible: row.hovered && !row.editing

            onClicked: row.menuRequested()
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: row.menuRequested()
    }

    Component {
        id: renameField

        TextInput {
            id: field

            // Enter, Esc and the loss of focus may follow each other; the first one counts.
            property bool settled: false

            function settle(taken: bool): void {
                if (settled)
                    return;
                settled = true;
                if (taken)
                    row.renamed(text);
                else
                    row.renameCancelled();
            }

            Accessible.name: qsTr("Title")
            Accessible.role: Accessible.EditableText
            clip: true
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.row
            maximumLength: 200
            objectName: "renameField"
            selectByMouse: true
            selectedTextColor: Theme.text
            selectionColor: Theme.selection
            text: row.title

            Component.onCompleted: {
                selectAll();
                forceActiveFocus();
            }
            Keys.onEnterPressed: settle(true)
            Keys.onEscapePressed: settle(false)
            Keys.onReturnPressed: settle(true)
            onActiveFocusChanged: {
                if (!activeFocus)
                    settle(true);
            }
        }
    }
}
