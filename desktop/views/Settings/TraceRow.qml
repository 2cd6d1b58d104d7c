import QtQuick
import Components

// One conversation, and whether it is traced.
Item {
    id: row

    required property string key
    required property string title
    required property bool traced

    signal asked(bool traced)

    Accessible.ignored: true
    implicitHeight: tick.implicitHeight + 8

    Tick {
        id: tick

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        objectName: "trace:" + row.key
        text: row.title
        ticked: row.traced

        onClicked: row.asked(!row.traced)
    }
}
