import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One thing that happened to the action.
RowLayout {
    id: line

    required property string when
    required property string event
    required property string actor
    required property string told

    Accessible.name: [when, event, actor, told].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.StaticText
    spacing: 12

    SmallText {
        Accessible.ignored: true
        Layout.alignment: Qt.AlignTop
        font.family: Theme.mono
        text: line.when
    }
    SmallText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.text
        text: (line.actor === "" ? line.event : qsTr("%1 by %2").arg(line.event).arg(line.actor)) + (line.told === "" ? "" : " · " + line.told)
        wrapMode: Text.Wrap
    }
}
