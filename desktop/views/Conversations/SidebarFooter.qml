import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The model and how it is: a dot and the words for it.
Item {
    id: footer

    required property ConnectionViewModel connection

    readonly property bool failed: connection.tone === ConnectionViewModel.Tone.FAILED
    readonly property bool loading: connection.tone === ConnectionViewModel.Tone.LOADING || connection.tone === ConnectionViewModel.Tone.UNKNOWN

    Accessible.description: connection.sentence
    Accessible.name: connection.words
    Accessible.role: Accessible.StaticText
    implicitHeight: Math.round(40 * Math.max(1, Theme.scale))

    Hairline {
        anchors.left: parent.left
        anchors.right: parent.right
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 10
        anchors.rightMargin: 10
        spacing: 8

        StatusDot {
            hollow: footer.loading
            tint: footer.failed ? Theme.brick : footer.loading ? Theme.amber : Theme.accent
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: footer.failed ? Theme.brick : Theme.textSoft
            elide: Text.ElideRight
            objectName: "connectionWords"
            text: footer.connection.words
        }
    }
    HoverHandler {
        id: hover
    }
    Tip {
        text: footer.connection.sentence
        visible: hover.hovered && text !== ""
    }
}
