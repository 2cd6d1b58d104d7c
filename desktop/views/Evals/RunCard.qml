pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One run: how far it is, how each candidate does, and what can be done about it.
Rectangle {
    id: card

    required property string key
    required property string title
    required property string status
    required property string tone
    required property string done
    required property real share
    required property bool underWay
    required property bool atWork
    required property string spent
    required property string sentence
    required property bool canPause
    required property bool canResume
    required property bool canCancel
    required property bool canReport
    required property var names
    required property var scores
    required property var shares

    readonly property bool narrow: width < 460 * Theme.scale
    readonly property color ink: tone === "failed" ? Theme.brick : tone === "waiting" ? Theme.amber : tone === "running" ? Theme.accent : Theme.textSoft
    readonly property color ground: tone === "failed" ? Theme.removed : tone === "waiting" ? Theme.amberSoft : tone === "running" ? Theme.accentSoft : Theme.sunk
    readonly property string sign: tone === "failed" ? "warning" : tone === "waiting" ? "clock" : tone === "running" ? "play" : canResume || share < 1 ? "stop" : "check"

    signal cancelled
    signal paused
    signal removed
    signal reported
    signal resumed

    Accessible.description: [spent, sentence].filter(part => part !== "").join(". ")
    Accessible.name: [title, status, done, ...names.map((name, place) => name + ": " + scores[place])].join(", ")
    Accessible.role: Accessible.ListItem
    border.color: Theme.line
    color: Theme.card
    implicitHeight: layout.implicitHeight + 28
    objectName: "run:" + key
    radius: Theme.radiusCard

    ColumnLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            Text {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: Font.Medium
                text: card.title
                textFormat: Text.PlainText
            }
            Badge {
                Accessible.ignored: true
                ground: card.ground
                iconName: card.sign
                ink: card.ink
                objectName: "runStatus"
                text: card.status
            }
            IconButton {
                enabled: !card.atWork
                extent: Math.round(28 * Math.max(1, Theme.scale))
                iconName: "trash"
                objectName: "deleteRun:" + card.key
                text: qsTr("Delete this run")

                onClicked: card.removed()
            }
        }
        Bar {
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.rightMargin: 4
            full: card.share
            implicitHeight: 6
            tint: card.ink
            visible: card.underWay
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            objectName: "runSpent"
            text: [card.underWay || card.share < 1 ? card.done : "", card.spent].filter(part => part !== "").join(" · ")
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.brick
            text: card.sentence
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        Repeater {
            model: card.names.length

            RowLayout {
                id: line

                required property int index

                Layout.fillWidth: true
                spacing: 12

                SmallText {
                    Accessible.ignored: true
                    Layout.preferredWidth: layout.width * (card.narrow ? 0.5 : 0.38)
                    color: Theme.text
                    elide: Text.ElideMiddle
                    maximumLineCount: 1
                    text: card.names[line.index] ?? ""
                }
                Bar {
                    Accessible.ignored: true
                    full: card.shares[line.index] ?? 0
                    implicitHeight: 6
                    implicitWidth: Math.round(96 * Theme.scale)
                    tint: Theme.accent
                    visible: !card.narrow
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    text: card.scores[line.index] ?? ""
                    wrapMode: Text.Wrap
                }
            }
        }
        RowLayout {
            Layout.topMargin: 4
            spacing: 8

            TextButton {
                iconName: "play"
                objectName: "resumeRun:" + card.key
                primary: true
                text: qsTr("Resume")
                visible: card.canResume

                onClicked: card.resumed()
            }
            TextButton {
                objectName: "pauseRun:" + card.key
                text: qsTr("Pause")
                visible: card.canPause

                onClicked: card.paused()
            }
            TextButton {
                enabled: card.canReport
                objectName: "reportRun:" + card.key
                text: card.underWay ? qsTr("Report so far") : qsTr("Report")

                onClicked: card.reported()
            }
            TextButton {
                objectName: "cancelRun:" + card.key
                quiet: true
                text: qsTr("Cancel the run")
                visible: card.canCancel

                onClicked: card.cancelled()
            }
        }
    }

    // How much of it, drawn.
    component Bar: Rectangle {
        id: bar

        property real full: 0
        property color tint: Theme.accent

        color: Theme.line
        radius: height / 2

        Rectangle {
            color: bar.tint
            height: parent.height
            radius: height / 2
            visible: bar.full > 0
            width: Math.max(height, parent.width * Math.min(1, bar.full))
        }
    }
}
