pragma ComponentBehavior: Bound

import QtQuick
import Cairn

// All rules, newest first, and a form for one more.
SettingsList {
    id: list

    required property RulesViewModel rules
    required property ToolsViewModel tools

    Accessible.name: qsTr("Rules")
    emptyTitle: qsTr("No rules yet")
    emptyWords: qsTr("When Cairn asks you about an action, the arrow beside Approve or Reject makes a rule of your answer.")
    model: rules.model
    objectName: "rulesList"
    reading: rules.state === RulesViewModel.State.READING

    delegate: RuleRow {
        width: list.width - 2 * list.margin

        onWithdrawn: list.rules.withdraw(key)
    }
    header: Column {
        bottomPadding: 8
        width: list.width - 2 * list.margin

        SectionWords {
            text: qsTr("Never beats always. A rule decides when an action is proposed; what waits already keeps waiting.")
            width: parent.width
        }
        RuleForm {
            rules: list.rules
            tools: list.tools
            width: parent.width

            // A header that grows does so upwards, out of sight.
            onHeightChanged: Qt.callLater(list.positionViewAtBeginning)
        }
    }
}
