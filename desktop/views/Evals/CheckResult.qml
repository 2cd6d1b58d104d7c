pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// A check, and what came of it at each side.
Column {
    id: check

    required property string words
    required property var verdicts
    required property var tones
    required property var reasons
    required property var names
    required property bool stacked

    spacing: 6

    Text {
        color: Theme.text
        font.family: Theme.sans
        font.pixelSize: Theme.row
        font.weight: Font.Medium
        maximumLineCount: 8
        elide: Text.ElideRight
        text: check.words
        textFormat: Text.PlainText
        width: parent.width
        wrapMode: Text.Wrap
    }
    GridLayout {
        columnSpacing: 24
        columns: check.stacked ? 1 : 2
        rowSpacing: 6
        uniformCellWidths: true
        width: parent.width

        Repeater {
            model: check.verdicts.length

            RowLayout {
                id: own

                required property int index

                readonly property string verdict: check.verdicts[index] ?? ""
                readonly property string reason: check.reasons[index] ?? ""

                Accessible.name: [check.names[index], verdict, reason].filter(part => part).join(", ")
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                spacing: 8

                VerdictBadge {
                    Accessible.ignored: true
                    Layout.alignment: Qt.AlignTop
                    text: own.verdict
                    tone: check.tones[own.index] ?? ""
                    visible: own.verdict !== ""
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    lineHeight: Theme.secondaryLine
                    lineHeightMode: Text.FixedHeight
                    text: check.stacked && own.verdict !== "" ? check.names[own.index] + ": " + own.reason : own.verdict === "" ? qsTr("not checked") : own.reason
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
