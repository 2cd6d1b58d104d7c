import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One tool, and whether it asks.
Item {
    id: line

    required property string key
    required property string words
    required property string summary
    required property bool asks

    readonly property string manner: asks ? qsTr("Asks first") : qsTr("Runs by itself")

    Accessible.description: summary
    Accessible.name: [words, key, manner].join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: layout.implicitHeight + 18

    RowLayout {
        id: layout

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                spacing: 10

                SmallText {
                    Accessible.ignored: true
                    color: Theme.text
                    font.pixelSize: Theme.row
                    font.weight: Font.Medium
                    text: line.words
                }
                SmallText {
                    Accessible.ignored: true
                    Layout.fillWidth: true
                    elide: Text.ElideRight
                    font.family: Theme.mono
                    text: line.key
                }
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: line.summary
                wrapMode: Text.Wrap
            }
        }
        Badge {
            Accessible.ignored: true
            ground: line.asks ? Theme.amberSoft : Theme.sunk
            iconName: line.asks ? "question" : "play"
            ink: line.asks ? Theme.amber : Theme.textSoft
            text: line.manner
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
