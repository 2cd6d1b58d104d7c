pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// Before the first message: what this is, and something to begin with.
Item {
    id: empty

    // Whether the starter model would answer.
    property bool starterModel: false

    signal chosen(prompt: string)
    signal modelsRequested

    readonly property list<string> prompts: [qsTr("Explain what a cairn is, in two sentences"), qsTr("Write a short thank-you note to a neighbour"), qsTr("Give me three ideas for a rainy afternoon")]

    // As many as there is height for.
    readonly property int room: Math.max(0, Math.floor((height - 260 * Theme.scale) / (52 * Theme.scale)))

    objectName: "emptyState"

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 10
        y: Math.max(16, (parent.height - height) / 2 - 8)
        width: Math.min(parent.width - 48, Math.round(460 * Math.max(1, Theme.scale)))

        StoneMark {
            anchors.horizontalCenter: parent.horizontalCenter
            extent: Math.round(44 * Theme.scale)
        }
        Item {
            height: 2
            width: 1
        }
        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.display
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What shall we begin with?")
            textFormat: Text.PlainText
            width: parent.width
            wrapMode: Text.Wrap
        }
        BodyText {
            color: Theme.textSoft
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Every step is kept on this computer. Nothing you see is ever lost.")
            width: parent.width
        }
        Item {
            height: 6
            width: 1
        }
        Repeater {
            model: empty.prompts.slice(0, empty.room)

            AbstractButton {
                id: prompt

                required property string modelData

                Accessible.name: modelData
                Accessible.role: Accessible.Button
                focusPolicy: Qt.StrongFocus
                height: Math.round(42 * Math.max(1, Theme.scale))
                hoverEnabled: true
                objectName: "examplePrompt"
                width: parent ? parent.width : 0

                Keys.onEnterPressed: click()
                Keys.onReturnPressed: click()
                onClicked: empty.chosen(modelData)

                background: Rectangle {
                    border.color: prompt.hovered ? Theme.accent : Theme.line
                    color: Theme.card
                    radius: Theme.radiusRow

                    FocusRing {
                        radius: parent.radius + 3
                        visible: prompt.visualFocus
                    }
                }
                contentItem: Text {
                    color: Theme.text
                    elide: Text.ElideRight
                    font.family: Theme.sans
                    font.pixelSize: 14 * Theme.scale
                    leftPadding: 10
                    rightPadding: 10
                    text: prompt.modelData
                    textFormat: Text.PlainText
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
        // Its room is kept: which model it is comes to be known later than what stands above.
        SmallText {
            Accessible.ignored: !empty.starterModel
            horizontalAlignment: Text.AlignHCenter
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            opacity: empty.starterModel ? 1 : 0
            text: qsTr("The model that comes with Cairn is small: good for a start, but its facts are often wrong.")
            topPadding: 6
            width: parent.width
            wrapMode: Text.Wrap
        }
        TextButton {
            Accessible.ignored: !empty.starterModel
            anchors.horizontalCenter: parent.horizontalCenter
            enabled: empty.starterModel
            objectName: "useAnotherModel"
            opacity: empty.starterModel ? 1 : 0
            quiet: true
            text: qsTr("Use another model…")

            onClicked: empty.modelsRequested()
        }
    }
}
