import QtQuick
import QtQuick.Layouts
import Theme

// A sentence, a hint and what can be done about it, across the width it is given.
// Buttons are its children.
Rectangle {
    id: banner

    enum Kind {
        Notice,
        Waiting,
        Failed
    }

    property int kind: Banner.Kind.Notice
    required property string sentence
    property string hint
    property string iconName: "warning"
    default property alias actions: row.data

    readonly property bool stacked: width < 560 * Theme.scale
    readonly property color tint: kind === Banner.Kind.Failed ? Theme.brick : kind === Banner.Kind.Waiting ? Theme.amber : Theme.textSoft

    Accessible.name: hint === "" ? sentence : sentence + " " + hint
    Accessible.role: Accessible.AlertMessage
    border.color: kind === Banner.Kind.Notice ? Theme.line : tint
    color: kind === Banner.Kind.Failed ? Theme.removed : kind === Banner.Kind.Waiting ? Theme.amberSoft : Theme.card
    implicitHeight: layout.implicitHeight + 24
    implicitWidth: 480
    radius: Theme.radiusCard

    GridLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: 14
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: 12
        columns: banner.stacked ? 2 : 3
        rowSpacing: 10

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 1
            color: banner.tint
            name: banner.iconName
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: 13.5 * Theme.scale
                font.weight: Font.Medium
                text: banner.sentence
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: banner.hint
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
        RowLayout {
            id: row

            Layout.column: banner.stacked ? 1 : 2
            Layout.row: banner.stacked ? 1 : 0
            spacing: 8
            visible: children.length > 0
        }
    }
}
