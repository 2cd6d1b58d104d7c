pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One of two answers to the same case: whose it is, what came of it, its words and actions.
ColumnLayout {
    id: side

    required property int index
    required property string name
    required property int chosen
    required property string verdict
    required property string tone
    required property var stretches
    required property string spoken
    required property string more
    required property var calls
    required property string about
    required property string sentence
    required property var choices

    readonly property color mark: index === 0 ? Theme.removed : Theme.added

    signal choiceMade(int choice)
    signal unfoldRequested

    spacing: 8

    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        Dropdown {
            Layout.fillWidth: true
            currentIndex: side.chosen
            model: side.choices
            name: side.index === 0 ? qsTr("On the left: %1").arg(side.name) : qsTr("On the right: %1").arg(side.name)
            objectName: "answerOf:" + side.index
            visible: side.choices.length > 1

            onActivated: index => side.choiceMade(index)
        }
        Text {
            Layout.fillWidth: true
            color: Theme.text
            elide: Text.ElideMiddle
            font.family: Theme.sans
            font.pixelSize: Theme.row
            font.weight: Font.Medium
            text: side.name
            textFormat: Text.PlainText
            visible: side.choices.length < 2
        }
        VerdictBadge {
            objectName: "answerVerdict:" + side.index
            text: side.verdict
            tone: side.tone
            visible: side.verdict !== ""
        }
    }
    Rectangle {
        Accessible.name: side.spoken === "" ? side.sentence : side.spoken
        Accessible.role: Accessible.StaticText
        Layout.fillHeight: true
        Layout.fillWidth: true
        border.color: Theme.line
        color: Theme.card
        implicitHeight: answer.implicitHeight + 24
        objectName: "answer:" + side.index
        radius: Theme.radiusRow

        Column {
            id: answer

            anchors.left: parent.left
            anchors.margins: 12
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: 8

            Column {
                visible: side.stretches.length > 0
                width: parent.width

                Repeater {
                    // Once there is room: in none, each letter would be a line.
                    model: answer.width > 0 ? side.stretches : []

                    Text {
                        required property string modelData

                        Accessible.ignored: true
                        color: Theme.text
                        font.family: Theme.sans
                        font.pixelSize: Theme.body
                        text: "<style>p { white-space: pre-wrap; margin: 0 } .other { background-color: " + side.mark + "; text-decoration: underline }</style><p>" + modelData + "</p>"
                        textFormat: Text.RichText
                        width: answer.width
                        wrapMode: Text.Wrap
                    }
                }
            }
            SmallText {
                Accessible.ignored: true
                text: side.sentence
                visible: text !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
            TextButton {
                objectName: "unfoldAnswer:" + side.index
                quiet: true
                text: side.more
                visible: side.more !== ""

                onClicked: side.unfoldRequested()
            }
            Repeater {
                model: side.calls

                Rectangle {
                    id: call

                    required property string modelData

                    Accessible.name: qsTr("It wanted: %1").arg(modelData)
                    Accessible.role: Accessible.StaticText
                    color: Theme.sunk
                    height: words.implicitHeight + 16
                    radius: Theme.radiusControl
                    width: answer.width

                    Text {
                        id: words

                        Accessible.ignored: true
                        color: Theme.text
                        elide: Text.ElideRight
                        font.family: Theme.mono
                        font.pixelSize: Theme.code
                        maximumLineCount: 12
                        text: call.modelData
                        textFormat: Text.PlainText
                        width: parent.width - 20
                        wrapMode: Text.Wrap
                        x: 10
                        y: 8
                    }
                }
            }
        }
    }
    SmallText {
        Layout.fillWidth: true
        // Its line is there in any case, so that both cards are as high.
        Accessible.ignored: side.about === ""
        text: side.about
        wrapMode: Text.Wrap
    }
}
