pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// The head of one side: which branch it is, how it stands, and what it has cost since they parted.
ColumnLayout {
    id: side

    required property int index
    required property string branchId
    required property string name
    required property var figures
    required property string standing
    required property int chosen
    required property QtObject choices

    readonly property string words: standing === "running" ? qsTr("At work") : standing === "waiting" ? qsTr("Waits for you") : standing === "unfinished" ? qsTr("Not finished") : ""

    signal branchChosen(string branchId)
    signal showRequested

    spacing: 8

    RowLayout {
        Layout.fillWidth: true
        spacing: 4

        Dropdown {
            Layout.fillWidth: true
            currentIndex: side.chosen
            displayText: side.name
            model: side.choices
            name: side.index === 0 ? qsTr("On the left: %1").arg(side.name) : qsTr("On the right: %1").arg(side.name)
            objectName: side.index === 0 ? "compareLeft" : "compareRight"
            textRole: "name"
            valueRole: "key"

            onActivated: side.branchChosen(currentValue)
        }
        TextButton {
            Accessible.name: qsTr("Open %1").arg(side.name)
            enabled: side.branchId !== ""
            objectName: side.index === 0 ? "openLeft" : "openRight"
            quiet: true
            text: qsTr("Open")

            onClicked: side.showRequested()
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 12
        columns: side.width < 360 * Theme.scale ? 2 : 4
        rowSpacing: 4
        uniformCellWidths: true

        Repeater {
            model: [qsTr("Tokens read"), qsTr("Tokens written"), qsTr("Time"), qsTr("Actions")]

            Column {
                id: figure

                required property int index
                required property string modelData

                Accessible.name: qsTr("%1: %2").arg(modelData).arg(value.text)
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                objectName: (side.index === 0 ? "leftFigure" : "rightFigure") + index

                SmallText {
                    Accessible.ignored: true
                    elide: Text.ElideRight
                    text: figure.modelData
                    width: parent.width
                }
                Text {
                    id: value

                    Accessible.ignored: true
                    color: Theme.text
                    elide: Text.ElideRight
                    font.family: Theme.sans
                    font.features: ({
                            "tnum": 1
                        })
                    font.pixelSize: Theme.row
                    font.weight: Font.Medium
                    text: side.figures[figure.index]
                    textFormat: Text.PlainText
                    width: parent.width
                }
            }
        }
    }
    RowLayout {
        spacing: 6
        visible: side.words !== ""

        StatusDot {
            tint: side.standing === "waiting" ? Theme.amber : side.standing === "unfinished" ? Theme.textFaint : Theme.accent
        }
        SmallText {
            color: side.standing === "waiting" ? Theme.amber : Theme.textSoft
            objectName: side.index === 0 ? "leftStanding" : "rightStanding"
            text: side.words
        }
    }
}
