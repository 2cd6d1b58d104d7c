pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Approvals
import Components
import Theme

// What an action was told to do, as proposed and as it ran; what it changed, and what came of it.
ColumnLayout {
    id: detail

    // JSON text; `edited` is "" where nobody changed them.
    required property string proposed
    required property string edited
    required property string result
    required property string why
    required property list<string> diff
    required property int more

    function pretty(json: string): string {
        try {
            return Object.entries(JSON.parse(json)).map(([name, value]) => name + ": " + (typeof value === "string" ? value : JSON.stringify(value))).join("\n");
        } catch (error) {
            return json;
        }
    }

    spacing: 6

    component Part: ColumnLayout {
        id: part

        required property string label
        required property string text
        property color ground: Theme.sunk

        Layout.fillWidth: true
        spacing: 3
        visible: text !== ""

        SmallText {
            font.pixelSize: 11.5 * Theme.scale
            text: part.label
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(words.implicitHeight, 180 * Theme.scale) + 16
            color: part.ground
            radius: Theme.radiusControl

            ScrollView {
                anchors.fill: parent
                anchors.margins: 8

                TextArea {
                    id: words

                    Accessible.name: part.label
                    activeFocusOnTab: true
                    background: null
                    color: Theme.text
                    font.family: Theme.mono
                    font.pixelSize: Theme.code
                    objectName: "detail:" + part.label
                    padding: 0
                    readOnly: true
                    selectByMouse: true
                    selectedTextColor: Theme.text
                    selectionColor: Theme.selection
                    text: part.text.length > 20000 ? part.text.slice(0, 20000) + "…" : part.text
                    textFormat: TextEdit.PlainText
                    wrapMode: TextEdit.WrapAnywhere
                }
            }
        }
    }

    Part {
        ground: detail.edited !== "" ? Theme.removed : Theme.sunk
        label: detail.edited !== "" ? qsTr("As it was proposed") : qsTr("With")
        text: detail.proposed === "{}" ? "" : detail.pretty(detail.proposed)
    }
    Part {
        ground: Theme.added
        label: qsTr("As you changed it")
        text: detail.edited === "" ? "" : detail.pretty(detail.edited)
    }
    DiffView {
        Layout.fillWidth: true
        lines: detail.diff
        more: detail.more
        visible: lines.length > 0
    }
    Part {
        label: qsTr("What came of it")
        text: detail.result
    }
    SmallText {
        Layout.fillWidth: true
        text: detail.why
        textFormat: Text.PlainText
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
