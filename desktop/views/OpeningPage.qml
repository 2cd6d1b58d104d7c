import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Why Cairn cannot open its data, and what can be done.
Rectangle {
    id: page

    required property OpeningViewModel opening

    Accessible.name: opening.sentence + " " + opening.hint
    Accessible.role: Accessible.AlertMessage
    color: Theme.page

    ColumnLayout {
        anchors.centerIn: parent
        spacing: 8
        width: Math.min(parent.width - 64, Math.round(520 * Math.max(1, Theme.scale)))

        StoneMark {
            Layout.bottomMargin: 12
            color: Theme.brick
            extent: 36
        }
        Text {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.text
            font.family: Theme.sans
            font.pixelSize: Theme.display
            font.weight: Font.DemiBold
            text: qsTr("Cairn cannot open its data")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
        }
        BodyText {
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.topMargin: 4
            objectName: "openingSentence"
            text: page.opening.sentence
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        BodyText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.textSoft
            text: page.opening.hint
            visible: text !== ""
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 16
            spacing: 8

            TextButton {
                objectName: "restoreCopy"
                primary: true
                text: qsTr("Restore the copy of %1").arg(page.opening.copyDate)
                visible: page.opening.damaged && page.opening.copyDate !== ""

                onClicked: page.opening.restoreCopy()
            }
            TextButton {
                objectName: "startFresh"
                text: qsTr("Start fresh")
                visible: page.opening.damaged

                onClicked: freshSheet.open()
            }
            TextButton {
                objectName: "tryAgain"
                primary: true
                text: qsTr("Try again")
                visible: !page.opening.damaged

                onClicked: page.opening.begin()
            }
            TextButton {
                objectName: "quitOpening"
                quiet: true
                text: qsTr("Quit")

                onClicked: page.opening.leave()
            }
        }
    }

    ConfirmSheet {
        id: freshSheet

        confirmText: qsTr("Start fresh")
        explanation: qsTr("Cairn begins with no conversations. The damaged file stays in the data folder, and copies stay in its backups folder.")
        question: qsTr("Start with nothing?")

        onConfirmed: page.opening.startFresh()
    }
}
