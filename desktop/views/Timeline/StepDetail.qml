pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// All there is to a step, below its row.
Rectangle {
    id: detail

    required property StepDetailViewModel step

    Accessible.name: qsTr("Detail of this step")
    Accessible.role: Accessible.Grouping
    border.color: Theme.line
    color: Theme.card
    implicitHeight: column.implicitHeight + 20
    objectName: "stepDetail"
    radius: Theme.radiusRow

    Connections {
        function onTraceFound(url: string): void {
            Qt.openUrlExternally(url);
        }

        target: detail.step
    }
    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: 10
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: 8

        LoadingLine {
            Layout.fillWidth: true
            visible: detail.step.reading
        }
        Repeater {
            model: detail.step.parts

            GridLayout {
                id: part

                required property bool brief
                required property bool code
                required property bool grave
                required property string label
                required property string text

                Accessible.name: label + ": " + text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                columnSpacing: 8
                columns: brief ? 2 : 1
                rowSpacing: 3

                SmallText {
                    Accessible.ignored: true
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: part.brief ? Math.round(72 * Theme.scale) : -1
                    font.pixelSize: 11.5 * Theme.scale
                    text: part.label
                }
                Text {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: part.grave ? Theme.brick : Theme.text
                    font.family: part.code ? Theme.mono : Theme.sans
                    font.pixelSize: (part.code ? 11 : 12.5) * Theme.scale
                    text: part.text
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 10
            visible: detail.step.traceable

            TextButton {
                id: trace

                enabled: !detail.step.finding
                objectName: "openTrace"
                text: detail.step.finding ? qsTr("Asking LangSmith…") : qsTr("Open trace")

                onClicked: detail.step.findTrace()

                Tip {
                    text: qsTr("In your browser, on LangSmith. There is one if tracing was on when this step was made.")
                    visible: (trace.hovered || trace.visualFocus) && !trace.down
                }
            }
            SmallText {
                Layout.fillWidth: true
                color: Theme.brick
                objectName: "traceTrouble"
                text: detail.step.traceTrouble
                wrapMode: Text.Wrap
            }
        }
    }
}
