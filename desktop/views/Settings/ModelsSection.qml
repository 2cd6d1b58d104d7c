pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components

// The models to choose from, the built-in one first, and a form for one more.
SettingsList {
    id: list

    required property ConnectionsViewModel connections

    Accessible.name: qsTr("Models")
    emptyTitle: connections.trouble
    emptyWords: connections.hint
    model: connections.model
    objectName: "modelsList"
    reading: connections.state === ConnectionsViewModel.State.READING

    delegate: ConnectionRow {
        fixed: list.connections.fixed !== ""
        width: list.width - 2 * list.margin

        onChangeWanted: {
            list.connections.change(key);
            list.positionViewAtBeginning();
        }
        onRemoved: list.connections.remove(key)
        onUsedNow: list.connections.use(key)
    }
    header: Column {
        bottomPadding: 8
        width: list.width - 2 * list.margin

        SectionWords {
            text: qsTr("The one that is used answers from the next message on, in every conversation. A branch may have a model of its own.")
            width: parent.width
        }
        Banner {
            objectName: "modelsFixed"
            sentence: list.connections.fixed
            visible: sentence !== ""
            width: parent.width
        }
        Item {
            height: 12
            visible: list.connections.fixed !== ""
            width: 1
        }
        ConnectionForm {
            form: list.connections.form
            visible: list.connections.trouble === ""
            width: parent.width

            // A header that grows does so upwards, out of sight.
            onHeightChanged: Qt.callLater(list.positionViewAtBeginning)
        }
    }
}
