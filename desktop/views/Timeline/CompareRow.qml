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
    required property int more
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
        Accessible.ignored: true
        border.color: Theme.line
        color: "transparent"
        height: Math.max(row.body - 2, 20)
        radius: Theme.radiusControl
        visible: row.heading === "" && row.hasOurs !== row.hasTheirs
        width: row.column
        x: row.hasOurs ? second.x : first.x
        y: first.y

        SmallText {
            anchors.centerIn: parent
            color: Theme.textSoft
            text: qsTr("Not here")
        }
    }
    TextButton {
        id: rest

        anchors.bottom: parent.bottom
        height: Math.round(26 * Math.max(1, Theme.scale))
        objectName: "unfold:" + row.key
        quiet: true
        text: qsTr("Show %L1 characters more").arg(row.more)
        visible: row.more > 0
        x: row.margin - leftPadding

        onClicked: row.unfoldRequested()
    }
}
