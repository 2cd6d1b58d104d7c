import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The data are brought up to date: what is being done, how far it is, and the way out.
OpeningNote {
    id: page

    required property OpeningViewModel opening

    sentence: qsTr("They were written by an older Cairn. If this is cut off, even by a power cut, your data stay as they are.")
    title: qsTr("Bringing your data up to date")

    Item {
        Accessible.name: page.opening.stage
        Accessible.role: Accessible.ProgressBar
        Layout.fillWidth: true
        Layout.topMargin: 16
        implicitHeight: 4
        objectName: "updateBar"

        LoadingLine {
            anchors.fill: parent
            visible: page.opening.share < 0
        }
        Rectangle {
            anchors.fill: parent
            color: Theme.sunk
            radius: height / 2
            visible: page.opening.share >= 0

            Rectangle {
                color: Theme.accent
                height: parent.height
                radius: height / 2
                width: Math.max(height, parent.width * Math.min(1, page.opening.share))
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 12

        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            objectName: "updateStage"
            text: page.opening.stage
            wrapMode: Text.Wrap
        }
        SmallText {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignTop
            objectName: "updateShare"
            text: page.opening.share < 0 ? "" : qsTr("%1 %").arg(Math.floor(page.opening.share * 100))
        }
    }
    TextButton {
        Layout.topMargin: 12
        enabled: !page.opening.cancelling
        objectName: "cancelUpdate"
        text: enabled ? qsTr("Cancel") : qsTr("Cancelling…")

        onClicked: page.opening.cancelUpdate()
    }
}
