import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// A text that belongs to an action, under its label: as it is, never rendered; capped, it scrolls.
ColumnLayout {
    id: part

    required property string label
    required property string text
    property color ground: Theme.sunk

    Layout.fillWidth: true
    spacing: 3
    visible: text !== ""

    SmallText {
        Accessible.ignored: true
        font.pixelSize: 11.5 * Theme.scale
        text: part.label
    }
    Rectangle {
        Layout.fillWidth: true
        border.color: words.activeFocus ? Theme.accent : "transparent"
        color: part.ground
        implicitHeight: Math.min(words.implicitHeight, 180 * Math.max(1, Theme.scale)) + 16
        radius: Theme.radiusControl

        Flickable {
            anchors.fill: parent
            anchors.margins: 8
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: words.implicitHeight
            interactive: contentHeight > height

            ScrollBar.vertical: ThinScrollBar {}

            TextArea.flickable: TextArea {
                id: words

                Accessible.name: part.label
                activeFocusOnTab: true
                background: null
                color: Theme.text
                font.family: Theme.mono
                // Each character as it is.
                font.features: ({
                        "calt": 0,
                        "liga": 0
                    })
                font.pixelSize: Theme.code
                objectName: "detail:" + part.label
                padding: 0
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.text
                selectionColor: Theme.selection
                text: part.text
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap

                KeyNavigation.priority: KeyNavigation.BeforeItem

                Keys.onPressed: event => {
                    // It takes no words: Tab leads on.
                    if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
                        event.accepted = true;
                        const next = nextItemInFocusChain(event.key === Qt.Key_Tab);
                        next.forceActiveFocus(event.key === Qt.Key_Tab ? Qt.TabFocusReason : Qt.BacktabFocusReason);
                    }
                }
            }
        }
    }
}
