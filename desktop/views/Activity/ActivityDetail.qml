pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One action: what it was to do, what was decided, what came of it, and when.
Flickable {
    id: page

    required property ActivityViewModel activity
    required property real margin

    readonly property var one: activity.detail
    readonly property bool grave: one.tone === "failed"
    readonly property bool waits: one.tone === "waiting" || one.tone === "unknown"

    function scroll(by: real): void {
        contentY = Math.max(0, Math.min(contentHeight - height, contentY + by));
    }

    Accessible.name: one.title
    Accessible.role: Accessible.Pane
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: layout.implicitHeight + 40
    contentWidth: width
    objectName: "activityDetail"

    Keys.onDownPressed: scroll(40)
    Keys.onUpPressed: scroll(-40)

    ScrollBar.vertical: ThinScrollBar {}

    component Label: CapsText {
        Accessible.role: Accessible.Heading
        Layout.topMargin: 16
    }

    FollowFocus {
        view: page
    }
    ColumnLayout {
        id: layout

        spacing: 6
        width: page.width - 2 * page.margin
        x: page.margin
        y: 16

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            StatusMark {
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 4 * Theme.scale
                tone: page.one.tone
            }
            Text {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: 18 * Theme.scale
                font.weight: Font.DemiBold
                objectName: "detailTitle"
                text: page.one.title
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }
            TextButton {
                Layout.alignment: Qt.AlignTop
                objectName: "actionCase"
                quiet: true
                text: qsTr("Make a case…")
                visible: !page.waits

                onClicked: page.activity.makeCase()
            }
            TextButton {
                Layout.alignment: Qt.AlignTop
                objectName: "openConversation"
                primary: page.one.needsPerson
                text: page.one.needsPerson ? qsTr("Decide in the conversation") : qsTr("Open conversation")

                onClicked: page.activity.openConversation()
            }
        }
        SmallText {
            Layout.fillWidth: true
            color: page.waits ? Theme.amber : page.grave ? Theme.brick : Theme.textSoft
            font.weight: Font.Medium
            objectName: "detailStatus"
            text: [page.one.statusWord, page.one.edited ? qsTr("edited by you") : "", page.one.decided, page.one.duration].filter(part => part !== "").join(" · ")
            wrapMode: Text.Wrap
        }
        BodyText {
            Layout.fillWidth: true
            font.pixelSize: Theme.row
            text: page.one.sentence
            visible: text !== ""
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.topMargin: 8
            columnSpacing: 16
            columns: 2
            rowSpacing: 4

            SmallText {
                text: qsTr("Conversation")
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                text: page.one.conversation === "" ? qsTr("New conversation") : page.one.conversation
            }
            SmallText {
                text: qsTr("Proposed")
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                text: page.one.when
            }
            SmallText {
                text: qsTr("Tool")
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.mono
                text: page.one.tool
            }
            SmallText {
                text: qsTr("Folder")
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideMiddle
                font.family: Theme.mono
                text: page.one.workspace
            }
            SmallText {
                text: page.one.asks ? qsTr("Asked because") : qsTr("Not asked because")
                visible: page.one.because !== ""
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                objectName: "detailBecause"
                text: page.one.because
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }

        Label {
            text: qsTr("Arguments")
            visible: given.count > 0
        }
        Repeater {
            id: given

            model: page.activity.arguments

            ArgumentView {
                Layout.bottomMargin: 6
                Layout.fillWidth: true
                activity: page.activity
            }
        }

        Label {
            text: page.one.wordsLabel
            visible: page.one.words !== ""
        }
        BodyText {
            Layout.fillWidth: true
            font.pixelSize: Theme.row
            objectName: "detailWords"
            text: page.one.words
            visible: text !== ""
        }

        Label {
            text: qsTr("Result")
            visible: page.one.result !== ""
        }
        Loader {
            Layout.fillWidth: true
            active: page.one.result !== ""
            visible: active

            sourceComponent: LongText {
                beginning: page.one.result
                cut: page.one.resultCut
                ground: page.grave ? Theme.removed : Theme.sunk
                name: qsTr("Result")
                objectName: "detailResult"
                whole: () => page.activity.wholeResult()
            }
        }

        Label {
            text: qsTr("Journal")
        }
        Repeater {
            model: page.activity.journal

            JournalLine {
                Layout.fillWidth: true
            }
        }
    }
}
