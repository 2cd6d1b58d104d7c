import QtQuick
import Components
import Theme

// The person ended the answer here.
TranscriptRow {
    id: row

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
            text: qsTr("Stopped here")
        }
    }
}
