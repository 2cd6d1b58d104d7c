import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// A branch at the head of the timeline.
AbstractButton {
    id: chip

    required property string key
    required property string name
    required property bool current
    required property bool main
    required property bool pinned
    required property string standing
    property real most: 240

    readonly property bool waits: standing === "waiting" || standing === "unfinished"
    readonly property string told: standing === "running" ? qsTr("running") : standing === "waiting" ? qsTr("waits for you") : standing === "unfinished" ? qsTr("unfinished") : ""

    signal menuRequested
    signal renameRequested
    signal deleteRequested
    signal stepRequested(int by)

    Accessible.checkable: true
    Accessible.checked: current
    Accessible.name: [qsTr("Branch %1").arg(name), main ? qsTr("main branch") : "", pinned ? qsTr("pinned") : "", told].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.RadioButton
    focusPolicy: Qt.ClickFocus
    hoverEnabled: true
    implicitHeight: Math.round(25 * Math.max(1, Theme.scale))
    implicitWidth: Math.min(most, content.implicitWidth + 20)

    Keys.onPressed: event => {
        event.accepted = true;
        switch (event.key) {
        case Qt.Key_Left:
            stepRequested(-1);
            break;
        case Qt.Key_Right:
            stepRequested(1);
            break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (!event.isAutoRepeat)
                click();
            break;
        case Qt.Key_F2:
            renameRequested();
            break;
        case Qt.Key_Delete:
        case Qt.Key_Backspace:
            if (!event.isAutoRepeat)
                deleteRequested();
            break;
        case Qt.Key_Menu:
            menuRequested();
            break;
        default:
            event.accepted = false;
        }
    }

    background: Rectangle {
        border.color: chip.current ? "transparent" : Theme.line
        color: chip.current ? Theme.accentSoft : "transparent"
        radius: height / 2

        Rectangle {
            anchors.fill: parent
            color: chip.down ? Theme.press : chip.hovered ? Theme.hover : "transparent"
            radius: parent.radius
        }
        FocusRing {
            radius: parent.radius + 3
            visible: chip.visualFocus
        }
    }
    contentItem: Item {
        Row {
            id: content

            readonly property real beside: (dot.visible ? dot.width + spacing : 0) + (mark.visible ? mark.width + spacing : 0)

            anchors.centerIn: parent
            spacing: 5

            StatusDot {
                id: dot

                anchors.verticalCenter: parent.verticalCenter
                hollow: chip.standing === "unfinished"
                tint: chip.standing === "running" ? Theme.accent : Theme.amber
                visible: chip.told !== ""
            }
            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                color: chip.current ? Theme.accent : Theme.textSoft
                name: "pin"
                size: Math.round(11 * Theme.scale)
                visible: chip.pinned
            }
            SmallText {
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                color: chip.current ? Theme.accent : Theme.textSoft
                elide: Text.ElideRight
                font.pixelSize: 12 * Theme.scale
                font.weight: chip.current ? Font.Medium : Font.Normal
                text: chip.name
                width: Math.min(implicitWidth, chip.most - 20 - content.beside)
            }
        }
    }

    Tip {
        text: chip.main && chip.name !== "main" ? qsTr("%1 (main branch)").arg(chip.name) : chip.name
        visible: chip.hovered && !chip.down
    }
    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: chip.menuRequested()
    }
}
