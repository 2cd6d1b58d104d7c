import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What the pane is, how many branches there are, and what is pinned.
RowLayout {
    id: head

    required property TimelineViewModel timeline
    property string foldHint

    signal foldRequested

    spacing: 4

    Text {
        Accessible.role: Accessible.Heading
        color: Theme.text
        font.family: Theme.sans
        font.pixelSize: 14 * Theme.scale
        font.weight: Font.DemiBold
        text: qsTr("Timeline")
        textFormat: Text.PlainText
    }
    SmallText {
        Layout.fillWidth: true
        elide: Text.ElideRight
        horizontalAlignment: Text.AlignRight
        objectName: "branchCount"
        text: head.timeline.branches.count > 1 ? qsTr("%1 branches").arg(head.timeline.branches.count) : ""
    }
    IconButton {
        extent: Math.round(28 * Math.max(1, Theme.scale))
        iconName: "compare"
        objectName: "compareBranches"
        text: qsTr("Compare branches")
        visible: head.timeline.branches.count > 1

        onClicked: head.timeline.branches.compare()
    }
    IconButton {
        id: pinned

        readonly property PinsViewModel pins: head.timeline.pins

        Accessible.checkable: true
        Accessible.checked: pins.only
        extent: Math.round(28 * Math.max(1, Theme.scale))
        iconName: "pin"
        objectName: "pinnedOnly"
        text: pins.only ? qsTr("Show all steps") : qsTr("Show what is pinned")
        tint: pins.only ? Theme.accent : Theme.textSoft
        visible: pins.count > 0

        onClicked: pins.showOnly(!pins.only)
    }
    IconButton {
        extent: Math.round(28 * Math.max(1, Theme.scale))
        iconName: "timeline"
        objectName: "foldTimeline"
        shortcutText: head.foldHint
        text: qsTr("Hide the timeline")

        onClicked: head.foldRequested()
    }
}
