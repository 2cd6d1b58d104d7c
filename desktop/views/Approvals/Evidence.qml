pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What could be told just now of an action of which nobody knows whether it happened.
ColumnLayout {
    id: evidence

    required property CardViewModel card

    spacing: 4
    visible: card.unknown && card.evidence.length > 0

    Repeater {
        model: evidence.card.evidence

        RowLayout {
            id: told

            required property string modelData

            Layout.fillWidth: true
            spacing: 8

            Icon {
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 1
                name: "search"
                size: Math.round(14 * Theme.scale)
            }
            SmallText {
                Accessible.name: qsTr("Looked just now: %1").arg(told.modelData)
                Layout.fillWidth: true
                color: Theme.text
                font.pixelSize: 13.5 * Theme.scale
                objectName: "evidence"
                text: told.modelData
                wrapMode: Text.Wrap
            }
        }
    }
}
