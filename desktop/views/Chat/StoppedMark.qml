import QtQuick
import Components
import Theme

// Why the answer ends here, though it is not at its end.
TranscriptRow {
    id: row

    required property int notice

    Row {
        spacing: 8

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "stop"
            size: Math.round(13 * Theme.scale)
        }
        SmallText {
            anchors.verticalCenter: parent.verticalCenter
            objectName: "stoppedMark"
            text: row.notice === 1 ? qsTr("Stopped here") : qsTr("Cut off here: this is as long as one answer can be")
        }
    }
}
