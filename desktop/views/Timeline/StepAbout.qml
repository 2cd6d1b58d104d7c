pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Below the words of a step that is pinned, or where branches part.
RowLayout {
    id: line

    required property bool pinned
    required property string name
    required property string about
    required property color ink
    required property var chips
    required property BranchesViewModel branches

    spacing: 6

    Icon {
        color: Theme.accent
        name: "pin"
        size: Math.round(11 * Theme.scale)
        visible: line.pinned
    }
    SmallText {
        Accessible.ignored: true
        Layout.maximumWidth: Math.round(120 * Theme.scale)
        color: Theme.accent
        elide: Text.ElideRight
        font.pixelSize: 11.5 * Theme.scale
        font.weight: Font.Medium
        text: line.name
        visible: text !== ""
    }
    SmallText {
        Accessible.ignored: true
        Layout.fillWidth: true
        Layout.minimumWidth: Math.min(implicitWidth, 40 * Theme.scale)
        color: line.ink
        elide: Text.ElideRight
        font.pixelSize: 11.5 * Theme.scale
        text: line.about
    }
    Repeater {
        model: line.chips.slice(0, 1)

        PartingChip {
            required property var modelData

            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.minimumWidth: Math.min(implicitWidth, 60 * Theme.scale)
            objectName: "parting:" + modelData.id
            text: modelData.name

            onClicked: line.branches.choose(modelData.id)
        }
    }
    SmallText {
        readonly property int more: line.chips.length - 1

        Accessible.ignored: true
        color: Theme.accent
        font.pixelSize: 11.5 * Theme.scale
        text: "+" + more
        visible: more > 0
    }
}
