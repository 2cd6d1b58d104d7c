pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One action of the agent: a line that unfolds to all that is known of it. One that needs the
// person has no line: its card stands under the transcript.
TranscriptRow {
    id: row

    required property string key
    required property var action
    required property var detail
    required property bool expanded

    readonly property bool running: action.tone === "running"
    readonly property bool bad: action.tone === "failed" || action.tone === "rejected"
    readonly property var marks: ({
            answered: "pencil",
            done: "check",
            failed: "warning",
            rejected: "close",
            running: "clock"
        })

    tooled: false

    Rectangle {
        border.color: Theme.line
        color: Theme.card
        height: line.height + (body.active ? body.height + 14 : 0)
        radius: Theme.radiusRow
        width: row.column

        FoldLine {
            id: line

            expanded: row.expanded
            name: [row.action.title, row.action.word, row.action.note, row.action.summary].filter(part => part !== "").join(", ")
            objectName: "actionLine"
            width: parent.width

            onToggled: row.view.toggle(row.key)

            RoundMark {
                bad: row.bad
                iconName: row.marks[row.action.tone]
                running: row.running
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                color: Theme.text
                elide: Text.ElideMiddle
                font.pixelSize: 13.5 * Theme.scale
                text: row.running ? qsTr("%1…").arg(row.action.title) : row.action.title
            }
            SmallText {
                Accessible.ignored: true
                color: row.bad ? Theme.brick : Theme.textSoft
                objectName: "actionWord"
                text: row.action.word
                visible: row.action.told
            }
            SmallText {
                Accessible.ignored: true
                objectName: "actionNote"
                text: row.action.note
                visible: text !== ""
            }
            SmallText {
                Accessible.ignored: true
                // Only what the title leaves.
                Layout.fillWidth: true
                Layout.preferredWidth: 0
                color: row.bad ? Theme.brick : Theme.textSoft
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignRight
                text: row.action.summary
            }
            SmallText {
                Accessible.ignored: true
                text: row.action.took
                visible: text !== ""
            }
        }
        Loader {
            id: body

            active: row.expanded
            anchors.left: parent.left
            anchors.leftMargin: 14
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.top: line.bottom

            sourceComponent: ActionDetail {
                detail: row.detail
                wrong: row.bad && row.saved

                onCaseRequested: row.view.caseRequested(row.messageId)
            }
        }
    }
}
