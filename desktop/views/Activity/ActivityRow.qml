import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One action of the list.
ItemDelegate {
    id: row

    required property int index
    required property string actionId
    required property string title
    required property string conversation
    required property string statusWord
    required property string tone
    required property string decided
    required property string when
    required property string duration
    property bool current: false

    readonly property string shownConversation: conversation === "" ? qsTr("New conversation") : conversation
    readonly property string about: [shownConversation, decided].filter(part => part !== "").join(" · ")
    readonly property string outcome: [statusWord, duration].filter(part => part !== "").join(" · ")

    Accessible.name: [title, outcome, about, when].join(", ")
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    bottomPadding: 0
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: Math.round(52 * Math.max(1, Theme.scale))
    leftPadding: 10
    rightPadding: 12
    text: title
    topPadding: 0

    background: Rectangle {
        color: row.down ? Theme.press : row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusRow
    }
    contentItem: RowLayout {
        spacing: 12

        StatusMark {
            tone: row.tone
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideRight
                font.family: Theme.sans
                font.pixelSize: Theme.row
                font.weight: Font.Medium
                text: row.title
                textFormat: Text.PlainText
            }
            SmallText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                text: row.about
            }
        }
        ColumnLayout {
            spacing: 2

            SmallText {
                Layout.alignment: Qt.AlignRight
                text: row.when
            }
            SmallText {
                Layout.alignment: Qt.AlignRight
                color: row.tone === "waiting" || row.tone === "unknown" ? Theme.amber : row.tone === "failed" ? Theme.brick : Theme.textSoft
                text: row.outcome
            }
        }
    }
}
