pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One action of the agent: a line that unfolds to all that is known of it. One that needs the
// person is shown by its card instead.
TranscriptRow {
    id: row

    required property string key
    required property string name
    required property string arguments
    required property string text
    required property bool done
    required property bool failed
    required property bool expanded

    readonly property ActionsViewModel actions: view !== null ? view.viewModel.actions : null
    readonly property string callId: row.key.split("/call-")[1] ?? ""
    // Nothing is known of an action while it is being read, or if its turn is older than the journal.
    readonly property var seen: actions !== null ? actions.seen(callId, actions.revision) : ({})
    readonly property bool known: seen.title !== undefined
    readonly property bool asking: known && seen.needsPerson
    readonly property bool over: known ? seen.over : row.done
    readonly property bool bad: known ? seen.failed : row.failed
    readonly property string plain: row.name.replace(/_/g, " ")
    readonly property string title: known ? seen.title : plain.charAt(0).toUpperCase() + plain.slice(1)
    readonly property string word: known ? (over && !bad && seen.edited === "" ? "" : seen.word) : ""
    readonly property string result: known && seen.over ? (seen.words !== "" ? seen.words : seen.result) : row.text

    above: asking ? 0 : first ? 14 : 10
    tooled: false

    Rectangle {
        Accessible.name: [row.title, row.known ? row.seen.word : row.failed ? qsTr("failed") : row.done ? qsTr("done") : qsTr("running"), row.result.split("\n")[0].slice(0, 200)].filter(part => part !== "").join(", ")
        Accessible.role: Accessible.Grouping
        border.color: Theme.line
        color: Theme.card
        height: row.asking ? 0 : line.height + (detail.visible ? detail.height + 14 : 0)
        objectName: "actionLine"
        radius: Theme.radiusRow
        visible: !row.asking
        width: row.column

        Item {
            id: line

            height: Math.round(40 * Math.max(1, Theme.scale))
            width: parent.width

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: 12
                anchors.rightMargin: 6
                spacing: 10

                Rectangle {
                    color: row.bad ? Theme.removed : Theme.accentSoft
                    implicitHeight: Math.round(20 * Theme.scale)
                    implicitWidth: implicitHeight
                    radius: height / 2

                    Icon {
                        anchors.centerIn: parent
                        color: row.bad ? Theme.brick : Theme.accent
                        name: row.known && row.seen.rejected ? "close" : row.bad ? "warning" : row.over ? "check" : "clock"
                        size: Math.round(12 * Theme.scale)
                    }
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.maximumWidth: row.column * 0.6
                    color: Theme.text
                    elide: Text.ElideMiddle
                    font.pixelSize: 13.5 * Theme.scale
                    text: row.title
                    textFormat: Text.PlainText
                }
                SmallText {
                    Accessible.ignored: true
                    color: row.bad ? Theme.brick : Theme.textSoft
                    objectName: "actionWord"
                    text: row.word
                    visible: text !== ""
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: row.bad ? Theme.brick : Theme.textSoft
                    elide: Text.ElideRight
                    horizontalAlignment: Text.AlignRight
                    text: row.known && row.seen.took !== "" ? row.seen.took : row.result.split("\n")[0].slice(0, 120)
                    textFormat: Text.PlainText
                }
                IconButton {
                    extent: Math.round(28 * Math.max(1, Theme.scale))
                    iconName: row.expanded ? "chevron-down" : "chevron-right"
                    objectName: "actionMore"
                    text: row.expanded ? qsTr("Show less of %1").arg(row.title) : qsTr("Show all of %1").arg(row.title)

                    onClicked: row.view.toggle(row.key)
                }
            }
        }
        Loader {
            id: detail

            active: row.expanded && !row.asking
            anchors.left: parent.left
            anchors.leftMargin: 14
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.top: line.bottom
            visible: active

            sourceComponent: ActionDetail {
                diff: row.known ? row.seen.diff : []
                edited: row.known ? row.seen.edited : ""
                more: row.known ? row.seen.more : 0
                proposed: row.arguments
                result: row.result
                why: row.known ? row.seen.because : ""
            }
        }
    }
}
