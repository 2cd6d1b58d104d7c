pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Adds a model, or changes one: what serves it, where, with which key; tried before it is saved.
Item {
    id: view

    required property ConnectionFormViewModel form
    // None can be chosen here: what is saved is not used by that.
    property bool fixed: false

    readonly property bool ofFile: form.kind === ConnectionFormViewModel.Kind.FILE
    readonly property bool saving: form.work === ConnectionFormViewModel.Work.SAVING
    readonly property bool waiting: form.work === ConnectionFormViewModel.Work.FINDING || form.work === ConnectionFormViewModel.Work.TRYING
    readonly property list<string> reaches: ["", qsTr("Nothing you say leaves this machine."), qsTr("What you say is sent to this address, encrypted on the way."), qsTr("What you say, and a key, are sent to this address unencrypted: anybody on the way can read them.")]

    // The form was unfolded, by its own button or for a model that is to be changed.
    signal begun
    // Something stands at its end: what goes on, or what came of it.
    readonly property bool telling: waiting || form.outcome !== ""

    implicitHeight: form.unfolded ? card.height : add.height

    Keys.onEscapePressed: event => {
        event.accepted = form.unfolded;
        if (waiting)
            form.cancel();
        else if (form.unfolded)
            form.fold();
    }

    // What began it cannot be pressed meanwhile: the keyboard is with Cancel, and then back there.
    property Item askedFrom

    onWaitingChanged: {
        if (waiting)
            cancelWork.forceActiveFocus(Qt.OtherFocusReason);
        else if (askedFrom && form.unfolded)
            askedFrom.forceActiveFocus(Qt.OtherFocusReason);
    }

    Connections {
        function onFolded(): void {
            add.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onUnfoldedAnew(): void {
            view.begun();
            kinds.focusCurrent(Qt.TabFocusReason);
        }

        target: view.form
    }
    TextButton {
        id: add

        iconName: "plus"
        objectName: "addModel"
        text: qsTr("Add a model")
        visible: !view.form.unfolded

        onClicked: view.form.add()
    }
    Rectangle {
        id: card

        Accessible.name: title.text
        Accessible.role: Accessible.Grouping
        border.color: Theme.line
        color: Theme.card
        height: layout.implicitHeight + 32
        radius: Theme.radiusCard
        visible: view.form.unfolded
        width: parent.width

        ColumnLayout {
            id: layout

            anchors.left: parent.left
            anchors.leftMargin: 16
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 12

            TitleText {
                id: title

                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                elide: Text.ElideRight
                text: view.form.insteadOf === "" ? qsTr("Add a model") : qsTr("Change “%1”").arg(view.form.insteadOf)
            }
            Chips {
                id: kinds

                Layout.fillWidth: true
                current: view.form.kind
                enabled: !view.saving
                itemName: "kind"
                labels: ["OpenAI", "Ollama", "LM Studio", "llama.cpp", qsTr("Another server"), qsTr("A model file")]
                name: qsTr("What serves the model")
                objectName: "connectionKinds"

                onChosen: index => view.form.chooseKind(index)
            }
            ConnectionField {
                code: true
                enabled: !view.saving
                field: "file"
                form: view.form
                hint: qsTr("a file that ends with .gguf")
                remark: qsTr("Cairn serves it itself, on this machine. Its answers are as fast as your processor allows.")
                visible: view.ofFile
                words: qsTr("Model file")

                TextButton {
                    objectName: "chooseModelFile"
                    text: qsTr("Choose…")

                    onClicked: {
                        dialog.active = true;
                        (dialog.item as ModelFileDialog).open();
                    }
                }
            }
            ConnectionField {
                code: true
                enabled: !view.saving
                field: "base_url"
                form: view.form
                hint: "https://example.com/v1"
                remark: view.reaches[view.form.reach]
                remarkGrave: view.form.reach === ConnectionFormViewModel.Reach.OPEN
                visible: !view.ofFile
                words: qsTr("Address")
            }
            ConnectionField {
                code: true
                enabled: !view.saving
                field: "api_key"
                form: view.form
                hint: view.form.reach === ConnectionFormViewModel.Reach.HERE ? qsTr("none, if the server asks for none") : ""
                remark: qsTr("Kept in settings.toml in the data folder, which only you can read.")
                secret: !shown.ticked
                visible: !view.ofFile
                words: qsTr("Key")

                Tick {
                    id: shown

                    objectName: "showKey"
                    text: qsTr("Show")

                    onClicked: ticked = !ticked
                }
            }
            ConnectionField {
                code: true
                enabled: !view.saving
                field: "model"
                form: view.form
                hint: qsTr("as the server calls it")
                visible: !view.ofFile
                words: qsTr("Model")

                TextButton {
                    id: findModels

                    enabled: !view.waiting && view.form.typed.base_url !== ""
                    objectName: "findModels"
                    text: qsTr("Find models")

                    onClicked: {
                        view.askedFrom = findModels;
                        view.form.find();
                    }
                }
            }
            Dropdown {
                Layout.fillWidth: true
                Layout.topMargin: -4
                currentIndex: view.form.found.indexOf(view.form.typed.model)
                displayText: currentIndex < 0 ? qsTr("%n model(s) there: choose one", "", view.form.found.length) : currentText
                enabled: !view.saving
                model: view.form.found
                name: qsTr("Models of the server")
                objectName: "foundModels"
                visible: !view.ofFile && view.form.found.length > 0

                onActivated: index => view.form.set("model", view.form.found[index])
            }
            GridLayout {
                Layout.fillWidth: true
                columnSpacing: 12
                columns: width < 480 * Theme.scale ? 1 : 2
                rowSpacing: 12

                ConnectionField {
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 100
                    enabled: !view.saving
                    field: "name"
                    form: view.form
                    hint: view.form.usualName
                    words: qsTr("Name")
                }
                ConnectionField {
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 100
                    enabled: !view.saving
                    field: "context_tokens"
                    form: view.form
                    hint: qsTr("if you know, such as 32768")
                    words: qsTr("Tokens it can read")
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 10
                visible: view.waiting

                LoadingLine {
                    Layout.preferredWidth: 120
                }
                SmallText {
                    Layout.fillWidth: true
                    elide: Text.ElideRight
                    objectName: "connectionWork"
                    text: view.form.work === ConnectionFormViewModel.Work.TRYING ? qsTr("Asking it to say hello…") : qsTr("Asking the server…")
                }
                TextButton {
                    id: cancelWork

                    objectName: "cancelConnectionWork"
                    text: qsTr("Cancel")

                    onClicked: view.form.cancel()
                }
            }
            Banner {
                Layout.fillWidth: true
                hint: view.form.hint
                iconName: view.form.good ? "check" : "warning"
                kind: view.form.good ? Banner.Kind.Notice : Banner.Kind.Failed
                objectName: "connectionOutcome"
                sentence: view.form.outcome
                visible: view.form.outcome !== ""
            }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                TextButton {
                    enabled: !view.waiting && !view.saving
                    objectName: "saveAndUse"
                    primary: true
                    text: qsTr("Save and use")
                    visible: !view.fixed

                    onClicked: view.form.save(true)
                }
                TextButton {
                    enabled: !view.waiting && !view.saving
                    objectName: "saveModel"
                    primary: view.fixed
                    text: qsTr("Save")

                    onClicked: view.form.save(false)
                }
                TextButton {
                    id: tryIt

                    enabled: !view.waiting && !view.saving
                    objectName: "tryConnection"
                    text: qsTr("Try it")

                    onClicked: {
                        view.askedFrom = tryIt;
                        view.form.tryIt();
                    }
                }
                TextButton {
                    objectName: "giveUpModel"
                    quiet: true
                    text: qsTr("Cancel")

                    onClicked: view.form.giveUp()
                }
            }
        }
    }
    Loader {
        id: dialog

        active: false

        sourceComponent: ModelFileDialog {
            onAccepted: view.form.setFile(selectedFile)
        }
    }
}
