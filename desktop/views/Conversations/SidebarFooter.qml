import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Evals
import Theme

// The model and how it is, a dot and the words for it; and the ways to the other pages.
Item {
    id: footer

    required property ConnectionViewModel connection
    required property ModelsViewModel models
    property string activityHint
    property string settingsHint
    property string suitesHint
    // Whether a suite is being run.
    property bool running: false

    signal activityRequested
    signal settingsRequested
    signal suitesRequested

    readonly property real entry: Math.round(26 * Math.max(1, Theme.scale))
    readonly property bool failed: connection.tone === ConnectionViewModel.Tone.FAILED
    readonly property bool loading: connection.tone === ConnectionViewModel.Tone.LOADING || connection.tone === ConnectionViewModel.Tone.UNKNOWN

    implicitHeight: Math.round(40 * Math.max(1, Theme.scale))

    Hairline {
        anchors.left: parent.left
        anchors.right: parent.right
    }
    RowLayout {
        anchors.fill: parent
        // Both ends have a gap of their own to the edge.
        anchors.leftMargin: -6
        anchors.rightMargin: -6
        anchors.topMargin: 1
        spacing: 0

        AbstractButton {
            id: line

            Accessible.description: footer.connection.sentence
            Accessible.name: qsTr("%1. Show the models").arg(footer.connection.words)
            Accessible.role: Accessible.ButtonMenu
            Layout.fillWidth: true
            focusPolicy: Qt.TabFocus
            hoverEnabled: true
            implicitHeight: footer.entry + 4
            leftPadding: 8
            objectName: "openModels"
            rightPadding: 0

            Keys.onEnterPressed: click()
            Keys.onReturnPressed: click()
            onClicked: picker.open()

            background: Rectangle {
                color: line.down ? Theme.press : line.hovered || picker.opened ? Theme.hover : "transparent"
                radius: Theme.radiusControl

                FocusRing {
                    visible: line.visualFocus
                }
            }
            contentItem: RowLayout {
                spacing: 6

                StatusDot {
                    hollow: footer.loading
                    tint: footer.failed ? Theme.brick : footer.loading ? Theme.amber : Theme.accent
                }
                SmallText {
                    id: words

                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: footer.failed ? Theme.brick : Theme.textSoft
                    elide: Text.ElideRight
                    objectName: "connectionWords"
                    text: footer.connection.words
                }
            }

            ModelPicker {
                id: picker

                models: footer.models
                y: -height - 8
            }
        }
        RowLayout {
            spacing: 0

            IconButton {
                extent: footer.entry
                iconName: "activity"
                objectName: "openActivity"
                shortcutText: footer.activityHint
                text: qsTr("Activity")

                onClicked: footer.activityRequested()
            }
            IconButton {
                extent: footer.entry
                iconName: "suites"
                objectName: "openSuites"
                shortcutText: footer.suitesHint
                text: footer.running ? qsTr("Suites: a run is under way") : qsTr("Suites")
                tint: footer.running ? Theme.accent : Theme.textSoft

                onClicked: footer.suitesRequested()
            }
            IconButton {
                extent: footer.entry
                iconName: "settings"
                objectName: "openSettings"
                shortcutText: footer.settingsHint
                text: qsTr("Settings")

                onClicked: footer.settingsRequested()
            }
        }
    }
    Tip {
        text: footer.connection.sentence !== "" ? footer.connection.sentence : words.truncated ? words.text : ""
        visible: line.hovered && !picker.opened && text !== ""
    }
}
