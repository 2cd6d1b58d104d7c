pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// One segment a call that was proposed together with others; its colour and its height say where
// it stands, its name says it in words.
Row {
    id: bar

    required property CardViewModel card

    readonly property real extent: Math.max(8, Math.min(22, 160 / Math.max(1, card.count)))

    spacing: 3

    Repeater {
        model: bar.card.segments

        AbstractButton {
            id: segment

            required property string key
            required property string tone
            required property bool current
            required property string name

            readonly property string word: tone === "waiting" ? qsTr("waits") : tone === "unknown" ? qsTr("not sure") : tone === "refused" ? qsTr("not run") : tone === "running" ? qsTr("running") : qsTr("done")

            Accessible.name: qsTr("%1, %2").arg(name).arg(word)
            Accessible.role: Accessible.Button
            focusPolicy: Qt.TabFocus
            implicitHeight: Math.round(18 * Theme.scale)
            implicitWidth: bar.extent
            objectName: "segment:" + tone

            contentItem: Item {
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: segment.tone === "refused" ? Theme.brick : "transparent"
                    border.width: segment.tone === "refused" ? 1 : 0
                    color: segment.tone === "waiting" || segment.tone === "unknown" ? Theme.amber : segment.tone === "refused" ? "transparent" : Theme.accent
                    height: segment.current ? 6 : 4
                    opacity: segment.current || segment.tone !== "waiting" ? 1 : 0.45
                    radius: height / 2
                    width: parent.width
                }
                FocusRing {
                    visible: segment.visualFocus
                }
            }

            onClicked: bar.card.goTo(key)

            Tip {
                text: segment.Accessible.name
                visible: segment.hovered || segment.visualFocus
            }
        }
    }
}
