import QtQuick
import QtQuick.Layouts
import Components
import Theme

// The head of one side: which branch it is, how it stands, and what it has cost.
ColumnLayout {
    id: side

    required property int index
    required property string branchId
    required property string name
    required property string spent
    required property string standing
    required property int chosen
    required property QtObject choices

    signal branchChosen(string branchId)
    signal showRequested

    spacing: 6

    Dropdown {
        Layout.fillWidth: true
        currentIndex: side.chosen
        displayText: side.name
        model: side.choices
        name: side.index === 0 ? qsTr("On the left: %1").arg(side.name) : qsTr("On the right: %1").arg(side.name)
        objectName: side.index === 0 ? "compareLeft" : "compareRight"
        textRole: "name"
        valueRole: "key"

        onActivated: side.branchChosen(currentValue)
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.minimumHeight: show.implicitHeight
        spacing: 6

        StatusDot {
            tint: side.standing === "waiting" ? Theme.amber : side.standing === "unfinished" ? Theme.textFaint : Theme.accent
            visible: word.text !== ""
        }
        SmallText {
            id: word

            color: side.standing === "waiting" ? Theme.amber : Theme.textSoft
            objectName: side.index === 0 ? "leftStanding" : "rightStanding"
            text: side.standing === "running" ? qsTr("At work") : side.standing === "waiting" ? qsTr("Waits for you") : side.standing === "unfinished" ? qsTr("Not finished") : ""
            visible: text !== ""
        }
        SmallText {
            Layout.fillWidth: true
            elide: Text.ElideRight
            objectName: side.index === 0 ? "leftSpent" : "rightSpent"
            text: side.spent
        }
        TextButton {
            id: show

            Accessible.name: qsTr("Open %1").arg(side.name)
            implicitHeight: Math.round(24 * Math.max(1, Theme.scale))
            objectName: side.index === 0 ? "openLeft" : "openRight"
            quiet: true
            text: qsTr("Open")

            onClicked: side.showRequested()
        }
    }
}
