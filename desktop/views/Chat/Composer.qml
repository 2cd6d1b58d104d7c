pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Where the person writes. Grows to eight lines; Enter sends, Shift+Enter begins a line.
Rectangle {
    id: composer

    required property ChatViewModel viewModel
    // Something waits for the person here: what is sent now rejects it.
    property bool rejecting: false

    readonly property int longest: 2000000
    // What the field lays out without a pause; a longer paste is kept beside it, in `held`.
    readonly property int longestWritten: 20000
    property string held
    readonly property bool tooLong: field.length + held.length > longest
    readonly property bool rejects: rejecting && !blank && !viewModel.running
    readonly property bool blank: held === "" && field.length < 10000 && field.text.trim() === ""

    // A key for the transcript, pressed while the writing goes on here.
    signal pageRequested(forward: bool)
    signal newestRequested
    // There is nothing written that could be undone.
    signal undoRequested

    function whole(): string {
        return held === "" ? field.text : field.text === "" ? held : field.text + "\n\n" + held;
    }

    function take(text: string): void {
        const fits = text.length <= longestWritten;
        held = fits ? "" : text;
        field.text = fits ? text : "";
        field.cursorPosition = field.length;
    }

    // Whether a paste was too long for the field and was put beside it.
    function holdPaste(): bool {
        const pasted = viewModel.clipboardText();
        if (field.length + pasted.length <= longestWritten)
            return false;
        held = held === "" ? pasted : held + "\n\n" + pasted;
        return true;
    }

    function write(text: string): void {
        field.text = text;
        field.cursorPosition = field.length;
        field.forceActiveFocus();
    }

    function focusField(): void {
        field.forceActiveFocus();
    }

    function send(): void {
        if (!blank && !tooLong)
            viewModel.send(whole());
    }

    // Whether a key was for the suggestions.
    function complete(key: int): bool {
        if (viewModel.completion.count > 0 && key === Qt.Key_Escape) {
            viewModel.completion.dismiss();
            return true;
        }
        if (!viewModel.completion.choosing)
            return false;
        switch (key) {
        case Qt.Key_Up:
            suggestions.step(-1);
            return true;
        case Qt.Key_Down:
            suggestions.step(1);
            return true;
        case Qt.Key_Tab:
        case Qt.Key_Return:
        case Qt.Key_Enter:
            choose(suggestions.currentIndex);
            return true;
        default:
            return false;
        }
    }

    function choose(index: int): void {
        field.text = viewModel.completion.chosen(Math.max(0, index));
        field.cursorPosition = field.length;
        field.forceActiveFocus();
    }

    onHeldChanged: viewModel.saveDraft(whole())

    border.color: field.activeFocus ? Theme.accent : Theme.line
    color: Theme.card
    implicitHeight: layout.implicitHeight + 20
    radius: Theme.radiusCard

    Connections {
        function onDraftChanged(): void {
            if (composer.whole() !== composer.viewModel.draft)
                composer.take(composer.viewModel.draft);
        }

        target: composer.viewModel
    }

    ColumnLayout {
        id: layout

        anchors.fill: parent
        anchors.bottomMargin: 8
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        anchors.topMargin: 12
        spacing: 4

        Flickable {
            id: pane

            Layout.fillWidth: true
            Layout.rightMargin: 6
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: field.implicitHeight
            implicitHeight: Math.min(field.implicitHeight, metrics.lineSpacing * 8 + 4)
            interactive: contentHeight > height

            ScrollBar.vertical: ThinScrollBar {}

            TextArea.flickable: TextArea {
                id: field

                property bool warmed: false

                Accessible.description: suggestions.present
                Accessible.name: qsTr("Message")
                background: null
                bottomPadding: 2
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: Theme.body
                leftPadding: 0
                objectName: "composerField"
                // On its way, but not recorded yet: it is shown in the transcript already.
                opacity: composer.viewModel.running && !composer.viewModel.ready ? 0.3 : 1
                placeholderText: qsTr("Write, or type / for a tool")
                placeholderTextColor: Theme.textSoft
                rightPadding: 8
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                textFormat: TextEdit.PlainText
                topPadding: 0
                wrapMode: TextArea.Wrap

                Keys.onPressed: event => {
                    const plain = !inputMethodComposing && !(event.modifiers & Qt.ShiftModifier);
                    if (plain && composer.complete(event.key)) {
                        event.accepted = true;
                    } else if (event.matches(StandardKey.Paste)) {
                        event.accepted = composer.holdPaste();
                    } else if (event.matches(StandardKey.Undo) && !canUndo) {
                        event.accepted = true;
                        composer.undoRequested();
                    } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
                        if (event.modifiers & Qt.ShiftModifier || inputMethodComposing)
                            return;
                        event.accepted = true;
                        if (!event.isAutoRepeat)
                            composer.send();
                    } else if (event.key === Qt.Key_Escape && composer.viewModel.running) {
                        event.accepted = true;
                        composer.viewModel.stop();
                    } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
                        event.accepted = true;
                        composer.pageRequested(event.key === Qt.Key_PageDown);
                    } else if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
                        event.accepted = true;
                        const next = nextItemInFocusChain(event.key === Qt.Key_Tab);
                        next.forceActiveFocus(event.key === Qt.Key_Tab ? Qt.TabFocusReason : Qt.BacktabFocusReason);
                    } else if (event.matches(StandardKey.MoveToEndOfDocument)) {
                        // Of what is written, and of what was said.
                        composer.newestRequested();
                    }
                }
                onTextChanged: {
                    composer.viewModel.saveDraft(composer.whole());
                    composer.viewModel.completion.look(text);
                    if (!warmed && length > 0) {
                        warmed = true;
                        composer.viewModel.warmUp();
                    }
                }
            }
        }
        Rectangle {
            Accessible.name: heldWords.text
            Accessible.role: Accessible.StaticText
            Layout.preferredHeight: Math.round(32 * Math.max(1, Theme.scale))
            Layout.preferredWidth: heldLine.implicitWidth + 10
            color: Theme.sunk
            objectName: "heldText"
            radius: Theme.radiusControl
            visible: composer.held !== ""

            RowLayout {
                id: heldLine

                anchors.left: parent.left
                anchors.leftMargin: 10
                anchors.verticalCenter: parent.verticalCenter
                spacing: 4

                SmallText {
                    id: heldWords

                    Accessible.ignored: true
                    color: Theme.text
                    text: qsTr("Pasted text, %L1 characters").arg(composer.held.length)
                }
                IconButton {
                    extent: Math.round(26 * Math.max(1, Theme.scale))
                    iconName: "close"
                    objectName: "dropHeldText"
                    text: qsTr("Remove the pasted text")

                    onClicked: {
                        composer.held = "";
                        field.forceActiveFocus();
                    }
                }
            }
        }
        RowLayout {
            spacing: 8

            WorkspaceChip {
                Layout.leftMargin: -4
                Layout.maximumWidth: composer.width * (gone ? 0.6 : 0.45)
                workspace: composer.viewModel.workspace
            }
            SmallText {
                Layout.fillWidth: true
                color: composer.tooLong ? Theme.brick : composer.rejects ? Theme.amber : Theme.textSoft
                elide: Text.ElideRight
                maximumLineCount: 2
                objectName: "composerHint"
                text: composer.tooLong ? qsTr("This is more than a message can hold. Shorten it to two million characters.") : composer.viewModel.running ? qsTr("Esc stops") : composer.rejects ? qsTr("Sending this rejects what waits, and tells the agent why.") : field.activeFocus && field.length > 0 ? qsTr("Enter sends, Shift+Enter begins a new line") : ""
                wrapMode: composer.rejects ? Text.Wrap : Text.NoWrap
            }
            IconButton {
                id: action

                enabled: composer.viewModel.running ? !composer.viewModel.stopping : composer.viewModel.canSend && !composer.blank && !composer.tooLong
                extent: Math.round(32 * Math.max(1, Theme.scale))
                iconName: composer.viewModel.running ? "stop" : "arrow-up"
                objectName: composer.viewModel.running ? "stopButton" : "sendButton"
                primary: true
                round: true
                shortcutText: composer.viewModel.running ? qsTr("Esc") : qsTr("Enter")
                text: composer.viewModel.running ? qsTr("Stop") : composer.rejecting ? qsTr("Send, and reject what waits") : qsTr("Send")

                onClicked: {
                    if (composer.viewModel.running)
                        composer.viewModel.stop();
                    else
                        composer.send();
                    field.forceActiveFocus();
                }
            }
        }
    }
    Completion {
        id: suggestions

        anchors.bottom: parent.top
        anchors.bottomMargin: 6
        completion: composer.viewModel.completion
        width: parent.width

        onTaken: index => composer.choose(index)
    }
    FontMetrics {
        id: metrics

        font: field.font
    }
    TapHandler {
        onTapped: field.forceActiveFocus()
    }
}
