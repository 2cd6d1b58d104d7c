import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What is to be said before there is anything else to show, in the middle of the window.
Rectangle {
    id: note

    required property string title
    required property string sentence
    property string hint
    property color tint: Theme.accent
    default property alias below: column.data

    Accessible.name: [title, sentence, hint].filter(part => part !== "").join(". ").replace(/\.\./g, ".")
    Accessible.role: Accessible.AlertMessage
    color: Theme.page

    ColumnLayout {
        id: column

        anchors.centerIn: parent
        spacing: 8
        width: Math.min(parent.width - 64, Math.round(520 * Math.max(1, Theme.scale)))

        StoneMark {
            Layout.bottomMargin: 12
            color: note.tint
            extent: 36
        }
        Text {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.display
            font.weight: Font.DemiBold
            objectName: "openingTitle"
            text: note.title
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
        }
        BodyText {
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.topMargin: 4
            objectName: "openingSentence"
            text: note.sentence
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        BodyText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.textSoft
            text: note.hint
            visible: text !== ""
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
    }
}
