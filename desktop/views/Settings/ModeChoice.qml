pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The tool mode of the present model: three ways, who chose, and the way to find out again.
ColumnLayout {
    id: choice

    required property ToolsViewModel tools

    readonly property list<int> modes: [ToolsViewModel.Mode.NATIVE, ToolsViewModel.Mode.CONSTRAINED, ToolsViewModel.Mode.OFF]
    readonly property list<string> explanations: [qsTr("The model calls tools by itself. Best where the model can."), qsTr("Cairn asks the model which tool, then for its arguments. Slower, and works with small models."), qsTr("The model is told of no tool. You can still call one yourself with /.")]

    enabled: tools.mode !== ToolsViewModel.Mode.UNKNOWN && !tools.busy
    opacity: enabled ? 1 : 0.6
    spacing: 6

    Chips {
        Layout.fillWidth: true
        current: choice.modes.indexOf(choice.tools.mode)
        labels: [qsTr("Natively"), qsTr("Step by step (for small models)"), qsTr("Off")]
        name: qsTr("How the model gets tools")
        objectName: "toolModes"

        onChosen: index => choice.tools.choose(choice.modes[index])
    }
    SmallText {
        Layout.fillWidth: true
        lineHeight: Theme.secondaryLine
        lineHeightMode: Text.FixedHeight
        text: choice.explanations[choice.modes.indexOf(choice.tools.mode)] ?? ""
        visible: text !== ""
        wrapMode: Text.Wrap
    }
    RowLayout {
        spacing: 8

        SmallText {
            Layout.fillWidth: true
            objectName: "modeChosenBy"
            text: choice.tools.busy ? qsTr("Asking the model…") : choice.tools.chosenBy
            wrapMode: Text.Wrap
        }
        TextButton {
            objectName: "findOutAgain"
            text: qsTr("Find out again")
            visible: choice.tools.canFindOut

            onClicked: choice.tools.findOut()
        }
    }
}
