import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Makes a rule for all conversations.
Item {
    id: form

    required property RulesViewModel rules
    required property ToolsViewModel tools

    property bool unfolded: false
    readonly property string chosen: tool.currentValue === undefined ? "" : tool.currentValue
    readonly property string scope: chosen === "" ? "none" : tools.scopeOf(chosen)
    readonly property var hints: ({
            command: qsTr("How the command begins, such as git status. Empty: any command."),
            folder: qsTr("A folder in the default folder, or a full path. Empty: any folder."),
            host: qsTr("Such as example.org. Empty: any site."),
            none: qsTr("The rule holds for every use of this tool.")
        })

    function fold(): void {
        unfolded = false;
        pattern.clear();
        verdict.current = 0;
        add.forceActiveFocus(Qt.TabFocusReason);
    }

    function make(): void {
        rules.add(chosen, scope, pattern.text, verdict.current === 0);
    }

    implicitHeight: unfolded ? card.height : add.height

    Keys.onEscapePressed: event => {
        event.accepted = unfolded;
        if (unfolded)
            fold();
    }

    Connections {
        function onMade(): void {
            form.fold();
        }

        target: form.rules
    }
    TextButton {
        id: add

        iconName: "plus"
        objectName: "addRule"
        text: qsTr("Add a rule")
        visible: !form.unfolded

        onClicked: {
            tool.currentIndex = Math.max(0, tool.indexOfValue("run_command"));
            form.unfolded = true;
            tool.forceActiveFocus(Qt.TabFocusReason);
        }
    }
    Rectangle {
        id: card

        border.color: Theme.line
        color: Theme.card
        height: layout.implicitHeight + 28
        radius: Theme.radiusCard
        visible: form.unfolded
        width: parent.width

        GridLayout {
            id: layout

            anchors.left: parent.left
            anchors.leftMargin: 16
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            columnSpacing: 12
            columns: 2
            rowSpacing: 10

            SmallText {
                Accessible.ignored: true
                text: qsTr("Tool")
            }
            Dropdown {
                id: tool

                Layout.fillWidth: true
                model: form.tools.model
                name: qsTr("Tool")
                objectName: "ruleTool"
                textRole: "words"
                valueRole: "key"
            }
            SmallText {
                Accessible.ignored: true
                text: qsTr("For")
                visible: pattern.visible
            }
            Field {
                id: pattern

                Layout.fillWidth: true
                font.family: Theme.mono
                name: form.scope === "folder" ? qsTr("Folder") : form.scope === "command" ? qsTr("Command") : qsTr("Site")
                objectName: "rulePatternField"
                placeholderText: qsTr("Anything")
                visible: form.scope !== "none"

                Keys.onReturnPressed: form.make()
            }
            Item {}
            SmallText {
                Layout.fillWidth: true
                objectName: "rulePatternHint"
                text: form.hints[form.scope]
                wrapMode: Text.Wrap
            }
            SmallText {
                Accessible.ignored: true
                text: qsTr("Decides")
            }
            Chips {
                id: verdict

                Layout.fillWidth: true
                labels: [qsTr("Allow without asking"), qsTr("Never allow")]
                name: qsTr("What the rule decides")
                objectName: "ruleVerdict"

                onChosen: index => current = index
            }
            Item {}
            RowLayout {
                Layout.topMargin: 4
                spacing: 8

                TextButton {
                    enabled: form.chosen !== ""
                    objectName: "makeRule"
                    primary: true
                    text: qsTr("Add")

                    onClicked: form.make()
                }
                TextButton {
                    objectName: "cancelRule"
                    quiet: true
                    text: qsTr("Cancel")

                    onClicked: form.fold()
                }
            }
        }
    }
}
