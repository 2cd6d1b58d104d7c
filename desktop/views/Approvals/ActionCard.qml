pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One action that needs the person: what it would do, and what can be said to it.
FocusScope {
    id: root

    required property CardViewModel card
    // Whether the whole card shows that it has the keyboard.
    property bool ringed: true

    implicitHeight: content.implicitHeight + 36

    Accessible.name: root.card.unknown ? qsTr("Not sure whether it happened: %1").arg(root.card.title) : qsTr("Waits for you: %1").arg(root.card.title)
    Accessible.role: Accessible.Grouping
    activeFocusOnTab: true

    // A key that is held down decides nothing.
    Keys.onPressed: event => {
        if (event.isAutoRepeat || event.modifiers & ~Qt.KeypadModifier)
            return;
        event.accepted = decisions.take(event.key);
    }
    Keys.onLeftPressed: root.card.step(-1)
    Keys.onRightPressed: root.card.step(1)

    Rectangle {
        anchors.fill: parent
        border.color: Theme.amber
        border.width: 1
        color: Theme.card
        radius: Theme.radiusCard + 2

        FocusRing {
            radius: Theme.radiusCard + 4
            visible: root.ringed && root.activeFocus && root.focusReason !== Qt.MouseFocusReason && !content.childFocused
        }
    }
    property int focusReason: Qt.OtherFocusReason

    // Whoever decided by key goes on by key.
    Connections {
        property string shown

        function onChanged(): void {
            if (shown !== root.card.actionId && root.activeFocus)
                root.forceActiveFocus(Qt.OtherFocusReason);
            shown = root.card.actionId;
        }

        target: root.card
    }
    TapHandler {
        onTapped: root.forceActiveFocus(Qt.MouseFocusReason)
    }
    ColumnLayout {
        id: content

        readonly property bool childFocused: fields.activeFocus || words.activeFocus || decisions.activeFocus || diff.activeFocus

        anchors.fill: parent
        anchors.margins: 18
        anchors.topMargin: 16
        spacing: 10

        CardHead {
            Layout.fillWidth: true
            card: root.card
        }
        SmallText {
            Layout.fillWidth: true
            font.pixelSize: 13.5 * Theme.scale
            objectName: "cardSentence"
            text: root.card.unknown ? qsTr("Cairn was ended while this ran, so nobody knows whether it happened. %1").arg(root.card.sentence) : root.card.sentence
            textFormat: Text.PlainText
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.card.unknown ? root.card.evidence : []

            RowLayout {
                id: told

                required property string modelData

                Layout.fillWidth: true
                spacing: 8

                Icon {
                    Layout.alignment: Qt.AlignTop
                    name: "search"
                    size: Math.round(14 * Theme.scale)
                }
                SmallText {
                    Accessible.name: qsTr("Looked just now: %1").arg(told.modelData)
                    Layout.fillWidth: true
                    color: Theme.text
                    font.pixelSize: 13.5 * Theme.scale
                    text: told.modelData
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                }
            }
        }
        Repeater {
            model: [root.card.warning, root.card.note].filter(words => words !== "")

            RowLayout {
                id: remark

                required property string modelData

                Layout.fillWidth: true
                spacing: 8

                Icon {
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 1
                    color: Theme.brick
                    name: "warning"
                    size: Math.round(14 * Theme.scale)
                }
                Text {
                    Accessible.name: text
                    Accessible.role: Accessible.AlertMessage
                    Layout.fillWidth: true
                    color: Theme.brick
                    font.family: Theme.sans
                    font.pixelSize: 13.5 * Theme.scale
                    objectName: "cardWarning"
                    text: remark.modelData
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                }
            }
        }
        ActionFields {
            id: fields

            Layout.fillWidth: true
            card: root.card
        }
        DiffView {
            id: diff

            Layout.fillWidth: true
            lines: root.card.diff
            more: root.card.more
            visible: lines.length > 0
        }
        WordsEditor {
            id: words

            Layout.fillWidth: true
            card: root.card
            visible: root.card.mode === 2 || root.card.mode === 3
        }
        DecisionRow {
            id: decisions

            Layout.fillWidth: true
            Layout.topMargin: 2
            card: root.card

            onEditWanted: fields.focusFirst()
            onPutOff: root.notNow()
            onWordsWanted: words.focusField()
        }
    }

    signal notNow
}
