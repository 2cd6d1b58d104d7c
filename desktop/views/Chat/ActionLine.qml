import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One action of the agent: a line when it is done.
TranscriptRow {
    id: row

    required property string name
    required property string arguments
    required property string text
    required property bool done
    required property bool failed

    readonly property string words: row.name.replace(/_/g, " ")
    readonly property string told: row.arguments === "{}" ? "" : row.arguments

    tooled: false

    Rectangle {
        Accessible.name: row.failed ? qsTr("%1 failed: %2").arg(row.words).arg(row.text) : row.done ? qsTr("%1: %2").arg(row.words).arg(row.text) : qsTr("%1 is running").arg(row.words)
        Accessible.role: Accessible.StaticText
        border.color: Theme.line
        color: Theme.card
        height: Math.round(40 * Math.max(1, Theme.scale))
        objectName: "actionLine"
        radius: Theme.radiusRow
        width: row.column

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: 12
            anchors.rightMargin: 12
            spacing: 10

            Rectangle {
                color: row.failed ? Theme.removed : Theme.accentSoft
                implicitHeight: Math.round(20 * Theme.scale)
                implicitWidth: implicitHeight
                radius: height / 2

                Icon {
                    anchors.centerIn: parent
                    color: row.failed ? Theme.brick : Theme.accent
                    name: row.failed ? "warning" : row.done ? "check" : "clock"
                    size: Math.round(12 * Theme.scale)
                }
            }
            SmallText {
                Accessible.ignored: true
                color: Theme.text
                font.pixelSize: 13.5 * Theme.scale
                text: row.words.charAt(0).toUpperCase() + row.words.slice(1)
            }
            SmallText {
                Accessible.ignored: true
                Layout.maximumWidth: row.column * 0.4
                elide: Text.ElideRight
                font.family: Theme.mono
                text: row.told
                visible: text !== ""
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: row.failed ? Theme.brick : Theme.textSoft
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignRight
                text: row.text.split("\n")[0]
            }
        }
    }
}
