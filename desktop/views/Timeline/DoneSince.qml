pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What was done since the step and stays done, and what of it would ask again.
ColumnLayout {
    id: list

    required property ForkViewModel fork

    spacing: 4

    CapsText {
        Accessible.role: Accessible.Heading
        Layout.bottomMargin: 2
        text: qsTr("Done since, and stays done")
    }
    Repeater {
        id: rows

        model: list.fork.done

        RowLayout {
            id: row

            required property string about
            required property bool asks
            required property string title

            Accessible.name: [title, about, asks ? again.text : ""].filter(part => part !== "").join(", ")
            Accessible.role: Accessible.ListItem
            Layout.fillWidth: true
            spacing: 8

            Icon {
                name: row.about === "" ? "check" : "warning"
                size: Math.round(14 * Theme.scale)
            }
            SmallText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideMiddle
                font.pixelSize: Theme.row
                text: row.title
            }
            SmallText {
                Accessible.ignored: true
                text: row.about
                visible: text !== ""
            }
            Badge {
                id: again

                Accessible.ignored: true
                ground: Theme.amberSoft
                iconName: "question"
                ink: Theme.amber
                text: qsTr("Would ask again")
                visible: row.asks
            }
        }
    }
    SmallText {
        Layout.fillWidth: true
        text: qsTr("Nothing.")
        visible: rows.count === 0
    }
}
