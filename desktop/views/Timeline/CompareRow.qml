import QtQuick
import Components
import Theme

// A turn's heading, or two passages that answer to each other.
Item {
    id: row

    required property string key
    required property string heading
    required property string label
    required property bool code
    required property bool same
    required property string ours
    required property string theirs
    required property string spokenOurs
    required property string spokenTheirs
    required property bool hasOurs
    required property bool hasTheirs
    required property bool lacks
    required property bool live
    required property string more
    required property real column
    required property real gap
    required property real margin

    readonly property real body: Math.max(first.visible ? first.implicitHeight : 0, second.visible ? second.implicitHeight : 0)

    signal unfoldRequested

    Accessible.name: heading !== "" ? heading : label
    Accessible.role: heading !== "" ? Accessible.Heading : Accessible.ListItem
    implicitHeight: heading !== "" ? title.implicitHeight + 28 : body + (label === "" ? 0 : 10) + (rest.visible ? rest.height + 4 : 0)

    CapsText {
        id: title

        text: row.heading
        visible: text !== ""
        x: row.margin
        y: 20
    }
    ComparePassage {
        id: first

        code: row.code
        label: row.label
        objectName: "passage:left:" + row.key
        same: row.same
        spoken: row.spokenOurs
        tint: Theme.removed
        visible: row.hasOurs
        width: row.column
        words: row.ours
        x: row.margin
        y: row.label === "" ? 0 : 10
    }
    ComparePassage {
        id: second

        code: row.code
        label: row.label
        objectName: "passage:right:" + row.key
        same: row.same
        spoken: row.spokenTheirs
        tint: Theme.added
        visible: row.hasTheirs
        width: row.column
        words: row.theirs
        x: row.margin + row.column + row.gap
        y: first.y
    }
    Rectangle {
        Accessible.ignored: !row.lacks
        Accessible.name: qsTr("Not on this side")
        Accessible.role: Accessible.StaticText
        color: Theme.sunk
        height: row.body + (row.lacks ? 4 : 10)
        objectName: "lacking:" + row.key
        opacity: 0.6
        visible: row.heading === "" && !row.live && row.hasOurs !== row.hasTheirs
        width: row.column
        x: row.hasOurs ? second.x : first.x
        y: row.label === "" || !row.lacks ? 0 : 6
    }
    SmallText {
        Accessible.ignored: true
        text: qsTr("Not on this side")
        visible: row.lacks
        x: (row.hasOurs ? second.x : first.x) + 10
        y: first.y
    }
    TextButton {
        id: rest

        anchors.bottom: parent.bottom
        height: Math.round(26 * Math.max(1, Theme.scale))
        objectName: "unfold:" + row.key
        quiet: true
        text: row.more
        visible: text !== ""
        x: row.margin - leftPadding

        onClicked: row.unfoldRequested()
    }
}
