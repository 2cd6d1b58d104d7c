import QtQuick
import Cairn

// What can be said to an action of which nobody knows whether it happened.
Flow {
    id: row

    required property CardViewModel card

    spacing: 8

    Choice {
        cap: "H"
        enabled: !row.card.busy
        objectName: "happened"
        text: qsTr("It happened")

        onClicked: row.card.happened()
    }
    Choice {
        cap: "A"
        enabled: !row.card.busy
        objectName: "again"
        text: qsTr("Run again")

        onClicked: row.card.again()
    }
    Choice {
        cap: "S"
        enabled: !row.card.busy
        objectName: "skip"
        text: qsTr("Skip")

        onClicked: row.card.skip()
    }
    Choice {
        objectName: "checkAgain"
        quiet: true
        text: qsTr("Check again")

        onClicked: row.card.check()
    }
}
