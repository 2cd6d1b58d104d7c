pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Components
import Theme

// One fact, or a field to say it in other words.
Item {
    id: row

    required property string key
    required property string text
    required property string since
    property bool editing: false

    signal revised(string words)
    signal forgotten

    Accessible.name: [text, qsTr("since %1").arg(since)].join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: layout.implicitHeight + 16

    RowLayout {
        id: layout

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2
            visible: !row.editing

            Text {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                font.family: Theme.sans
                font.pixelSize: Theme.row
                text: row.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap

                TapHandler {
                    onDoubleTapped: row.editing = true
                }
            }
            SmallText {
                Accessible.ignored: true
                text: qsTr("since %1").arg(row.since)
            }
        }
        Loader {
            Layout.fillWidth: true
            active: row.editing
            sourceComponent: editor
            visible: active
        }
        IconButton {
            iconName: "pencil"
            objectName: "editFact:" + row.key
            text: qsTr("Edit: %1").arg(row.text)
            visible: !row.editing

            onClicked: row.editing = true
        }
        IconButton {
            iconName: "trash"
            objectName: "forgetFact:" + row.key
            text: qsTr("Forget: %1").arg(row.text)
            visible: !row.editing

            onClicked: row.forgotten()
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }

    Component {
        id: editor

        Field {
            id: field

            // Enter, Esc and the loss of focus may follow each other; the first one counts.
            property bool settled: false

            function settle(taken: bool): void {
                if (settled)
                    return;
                settled = true;
                if (taken)
                    row.revised(text);
                row.editing = false;
            }

            maximumLength: 500
            name: qsTr("What Cairn remembers")
            objectName: "factEditor"
            text: row.text

            Component.onCompleted: {
                selectAll();
                forceActiveFocus();
            }
            Keys.onEnterPressed: settle(true)
            Keys.onEscapePressed: settle(false)
            Keys.onReturnPressed: settle(true)
            onActiveFocusChanged: {
                if (!activeFocus)
                    settle(true);
            }
        }
    }
}
