pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components

// All facts, and a field for one more.
SettingsList {
    id: list

    required property FactsViewModel facts

    Accessible.name: qsTr("What Cairn remembers about you")
    emptyTitle: qsTr("Nothing yet")
    emptyWords: qsTr("Cairn asks before it remembers something. You can also write it down here yourself.")
    model: facts.model
    objectName: "factsList"
    reading: facts.state === FactsViewModel.State.READING

    delegate: FactRow {
        width: list.width - 2 * list.margin

        onForgotten: list.facts.forget(key)
        onRevised: words => list.facts.revise(key, words)
    }
    header: Column {
        bottomPadding: 8
        width: list.width - 2 * list.margin

        SectionWords {
            text: qsTr("The model is told of these in every conversation that asks for them. They stay on this computer unless you use a model elsewhere.")
            width: parent.width
        }
        RowLayout {
            spacing: 8
            width: parent.width

            Field {
                id: field

                function add(): void {
                    list.facts.add(text);
                }

                Layout.fillWidth: true
                maximumLength: 500
                name: qsTr("Something to remember")
                objectName: "factField"
                placeholderText: qsTr("Something to remember, such as: I live in Lisbon.")

                Keys.onReturnPressed: add()

                Connections {
                    function onKept(): void {
                        field.clear();
                    }

                    target: list.facts
                }
            }
            TextButton {
                enabled: field.text.trim() !== ""
                objectName: "addFact"
                text: qsTr("Add")

                onClicked: field.add()
            }
        }
    }
}
