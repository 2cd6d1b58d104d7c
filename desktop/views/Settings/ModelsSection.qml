pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components

// The models to choose from, the built-in one first, and a form for one more.
Flickable {
    id: section

    required property ConnectionsViewModel connections
    required property real margin

    // Keeps the end of the form in sight while something is told there.
    function showFormsEnd(): void {
        const end = form.y + form.height + 16;
        if (form.telling && end > contentY + height)
            contentY = end - height;
    }

    Accessible.name: qsTr("Models")
    Accessible.role: Accessible.Pane
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: content.height + 80
    objectName: "modelsSection"

    ScrollBar.vertical: ThinScrollBar {}

    FollowFocus {
        parent: section
        view: section
    }
    Column {
        id: content

        width: section.width - 2 * section.margin
        x: section.margin

        SectionWords {
            text: qsTr("The one that is used answers from the next message on, in every conversation. A branch may have a model of its own.")
            width: parent.width
        }
        Banner {
            hint: section.connections.hint
            kind: section.connections.trouble !== "" ? Banner.Kind.Failed : Banner.Kind.Notice
            objectName: "modelsBanner"
            sentence: section.connections.trouble || section.connections.fixed
            visible: sentence !== ""
            width: parent.width
        }
        Item {
            height: 12
            visible: section.connections.fixed !== ""
            width: 1
        }
        ConnectionForm {
            id: form

            fixed: section.connections.fixed !== ""
            form: section.connections.form
            visible: section.connections.trouble === ""
            width: parent.width

            onBegun: section.contentY = 0
            onHeightChanged: section.showFormsEnd()
            onTellingChanged: section.showFormsEnd()
        }
        LoadingLine {
            visible: section.connections.state === ConnectionsViewModel.State.READING
            width: 120
        }
        Column {
            Accessible.name: qsTr("Models")
            Accessible.role: Accessible.List
            objectName: "modelsList"
            topPadding: 8
            width: parent.width

            Repeater {
                model: section.connections.model

                ConnectionRow {
                    fixed: section.connections.fixed !== ""
                    width: content.width

                    onChangeWanted: section.connections.change(key)
                    onRemoved: section.connections.remove(key)
                    onUsedNow: section.connections.use(key)
                }
            }
        }
    }
}
