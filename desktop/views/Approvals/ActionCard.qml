pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One action that needs the person: what it would do, and what can be said to it. What does not
// fit between head and decisions is scrolled.
FocusScope {
    id: root

    required property CardViewModel card
    // Whether the whole card shows that it has the keyboard.
    property bool ringed: true

    signal notNow

    // A letter is meant for the text that has the keyboard, also where that cannot be changed.
    function isWriting(): bool {
        const item = root.Window.activeFocusItem;
        return item instanceof TextEdit || item instanceof TextInput;
    }

    // To the card itself, where letters decide.
    function takeFocus(reason: int): void {
        home.forceActiveFocus(reason);
    }

    readonly property string name: root.card.unknown ? qsTr("Not sure whether it happened: %1").arg(root.card.title) : qsTr("Waits for you: %1").arg(root.card.title)

    Accessible.name: name
    Accessible.role: Accessible.Grouping
    implicitHeight: content.implicitHeight + 34

    Keys.onLeftPressed: event => {
        event.accepted = !isWriting();
        if (event.accepted)
            root.card.step(-1);
    }
    // A key that is held down decides nothing.
    Keys.onPressed: event => {
        if (event.isAutoRepeat)
            return;
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        if (enter && event.modifiers & Qt.ControlModifier) {
            decisions.finish();
            event.accepted = true;
        }
        if (event.modifiers & ~Qt.KeypadModifier)
            return;
        event.accepted = event.key === Qt.Key_Escape ? decisions.leave() : !isWriting() && decisions.take(event.key);
    }
    Keys.onRightPressed: event => {
        event.accepted = !isWriting();
        if (event.accepted)
            root.card.step(1);
    }
    // Here Esc puts off; the page's own would stop what runs beside it.
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape

    Rectangle {
        anchors.fill: parent
        border.color: Theme.amber
        color: Theme.card
        radius: Theme.radiusCard + 2

        Item {
            id: home

            Accessible.name: root.name
            Accessible.role: Accessible.Grouping
            activeFocusOnTab: true
            anchors.fill: parent
            focus: true
            objectName: "cardHome"

            FocusRing {
                radius: Theme.radiusCard + 4
                visible: root.ringed && home.activeFocus
            }
        }
    }
    // Whoever decided by key, or left what they had begun, goes on by key.
    Connections {
        property string actionId
        property int mode

        function onChanged(): void {
            const left = mode !== CardViewModel.Mode.LOOK && root.card.mode === CardViewModel.Mode.LOOK;
            if ((left || actionId !== root.card.actionId) && root.activeFocus)
                root.takeFocus(Qt.OtherFocusReason);
            actionId = root.card.actionId;
            mode = root.card.mode;
        }

        target: root.card
    }
    TapHandler {
        onTapped: root.takeFocus(Qt.MouseFocusReason)
    }
    ColumnLayout {
        id: content

        anchors.fill: parent
        anchors.margins: 18
        anchors.topMargin: 16
        spacing: 10

        CardHead {
            Layout.fillWidth: true
            card: root.card
        }
        Flickable {
            id: body

            Layout.fillHeight: true
            Layout.fillWidth: true
            boundsBehavior: Flickable.StopAtBounds
            clip: contentHeight > height
            contentHeight: parts.implicitHeight
            implicitHeight: parts.implicitHeight
            interactive: contentHeight > height
            objectName: "cardBody"

            ScrollBar.vertical: ThinScrollBar {}

            FollowFocus {
                view: body
            }
            ColumnLayout {
                id: parts

                spacing: 10
                width: body.width

                SmallText {
                    Layout.fillWidth: true
                    font.pixelSize: 13.5 * Theme.scale
                    objectName: "cardSentence"
                    text: root.card.unknown ? qsTr("Cairn was ended while this ran, so nobody knows whether it happened. %1").arg(root.card.sentence) : root.card.sentence
                    visible: text !== ""
                    wrapMode: Text.Wrap
                }
                Evidence {
                    Layout.fillWidth: true
                    card: root.card
                }
                CardRemark {
                    Layout.fillWidth: true
                    ink: Theme.amber
                    objectName: "cardNote"
                    text: root.card.note
                }
                CardRemark {
                    Layout.fillWidth: true
                    objectName: "cardWarning"
                    text: root.card.unfit && root.card.warning === "" ? qsTr("This does not fit the tool, so it cannot run like this. Edit it, or reject it.") : root.card.warning
                }
                CardRemark {
                    Layout.fillWidth: true
                    objectName: "cardDisguise"
                    text: root.card.disguised ? qsTr("This holds characters that cannot be seen and may make it look like something else.") : ""
                }
                ActionFields {
                    id: fields

                    Layout.fillWidth: true
                    card: root.card
                    placed: root.visible
                }
                DiffView {
                    Layout.fillWidth: true
                    lines: root.visible ? root.card.diff : []
                    more: root.card.more
                    visible: lines.length > 0
                }
                WordsEditor {
                    id: words

                    Layout.fillWidth: true
                    card: root.card
                    visible: root.card.mode === CardViewModel.Mode.REJECT || root.card.mode === CardViewModel.Mode.ANSWER
                }
            }
        }
        DecisionRow {
            id: decisions

            Layout.fillWidth: true
            Layout.topMargin: 2
            card: root.card

            onEditWanted: fields.focusFirst()
            onPutOff: root.notNow()
            onWordsWanted: {
                // It has only just appeared: let it have its place before it is brought into sight.
                parts.ensurePolished();
                words.focusField();
            }
        }
    }
}
