pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One candidate of a run: the model in sight, what is rarer folded away.
Rectangle {
    id: form

    required property RunSetupViewModel setup
    required property int index
    required property string key
    required property string name
    required property string hint
    required property string model
    required property string systemPrompt
    required property string temperature
    required property string topP
    required property string seed
    required property string baseUrl
    required property string keyVariable
    required property string agentVersion
    required property string priceIn
    required property string priceOut
    required property bool unfolded
    required property string mistake

    readonly property bool narrow: width < 440 * Theme.scale
    readonly property bool elsewhere: baseUrl.trim() !== ""
    readonly property var mistakes: ({
            base_url: qsTr("The address begins with http:// or https://."),
            key_variable: qsTr("The key is named by an environment variable, such as OTHER_API_KEY; it is never typed here."),
            model: qsTr("Say which model of that endpoint."),
            price_in: qsTr("A price is a number, for a million tokens."),
            price_out: qsTr("A price is a number, for a million tokens."),
            seed: qsTr("A seed is a whole number."),
            temperature: qsTr("Temperature is a number from 0 to 2."),
            top_p: qsTr("Top-p is a number from 0 to 1.")
        })

    Accessible.name: qsTr("Candidate %1").arg(index + 1)
    Accessible.role: Accessible.Grouping
    border.color: mistake === "" ? Theme.line : Theme.brick
    color: Theme.page
    implicitHeight: layout.implicitHeight + 24
    radius: Theme.radiusRow

    // A field with its words above it, in the room of so many columns.
    component Labelled: ColumnLayout {
        id: labelled

        required property string words
        required property string field
        required property string value
        property string hint: ""
        property bool code: false
        property alias length: typed.maximumLength

        Layout.fillWidth: true
        Layout.preferredWidth: 100
        spacing: 3

        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideRight
            text: labelled.words
        }
        Field {
            id: typed

            Layout.fillWidth: true
            font.family: labelled.code ? Theme.mono : Theme.sans
            maximumLength: 80
            name: labelled.words
            objectName: labelled.field + ":" + form.index
            placeholderText: labelled.hint
            text: labelled.value

            onTextEdited: form.setup.set(form.key, labelled.field, text)
        }
    }

    ColumnLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 8
            columns: form.narrow ? 2 : 4
            rowSpacing: 8

            Labelled {
                field: "name"
                hint: form.hint
                value: form.name
                words: qsTr("Name")
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                spacing: 3
                visible: !form.elsewhere

                SmallText {
                    Accessible.ignored: true
                    text: qsTr("Model")
                }
                Dropdown {
                    Layout.fillWidth: true
                    currentIndex: Math.max(0, form.setup.models.indexOf(form.model))
                    displayText: form.model === "" ? form.setup.modelWords[0] : form.model
                    model: form.setup.modelWords
                    name: qsTr("Model")
                    objectName: "model:" + form.index

                    onActivated: index => form.setup.set(form.key, "model", form.setup.models[index])
                }
            }
            Labelled {
                code: true
                field: "model"
                value: form.model
                visible: form.elsewhere
                words: qsTr("Model there")
            }
            Labelled {
                Layout.maximumWidth: form.narrow ? Number.POSITIVE_INFINITY : 96 * Math.max(1, Theme.scale)
                field: "temperature"
                hint: qsTr("usual")
                length: 8
                value: form.temperature
                words: qsTr("Temperature")
            }
            IconButton {
                Layout.alignment: Qt.AlignBottom | Qt.AlignRight
                enabled: form.setup.canRemove
                iconName: "close"
                objectName: "removeCandidate:" + form.index
                text: qsTr("Remove this candidate")

                onClicked: form.setup.remove(form.key)
            }
        }
        TextButton {
            Accessible.checkable: true
            Accessible.checked: form.unfolded
            Layout.leftMargin: -8
            iconName: form.unfolded ? "chevron-down" : "chevron-right"
            objectName: "unfold:" + form.index
            quiet: true
            text: qsTr("Prompt, sampling, endpoint, prices")

            onClicked: form.setup.toggle(form.key)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 8
            visible: form.unfolded

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 3

                SmallText {
                    Accessible.ignored: true
                    text: qsTr("System prompt")
                }
                WritingBox {
                    Layout.fillWidth: true
                    hint: qsTr("Each case's own")
                    inputName: "system_prompt:" + form.index
                    name: qsTr("System prompt")
                    value: form.systemPrompt

                    onWritten: text => form.setup.set(form.key, "system_prompt", text)
                }
            }
            GridLayout {
                Layout.fillWidth: true
                columnSpacing: 8
                columns: form.narrow ? 2 : 4
                rowSpacing: 8

                Labelled {
                    field: "top_p"
                    hint: qsTr("usual")
                    length: 8
                    value: form.topP
                    words: qsTr("Top-p")
                }
                Labelled {
                    field: "seed"
                    hint: qsTr("none")
                    length: 12
                    value: form.seed
                    words: qsTr("Seed")
                }
                Labelled {
                    field: "price_in"
                    hint: qsTr("unknown")
                    length: 12
                    value: form.priceIn
                    words: qsTr("Price in, a million")
                }
                Labelled {
                    field: "price_out"
                    hint: qsTr("unknown")
                    length: 12
                    value: form.priceOut
                    words: qsTr("Price out, a million")
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 8

                Labelled {
                    Layout.maximumWidth: 112 * Math.max(1, Theme.scale)
                    field: "agent_version"
                    hint: qsTr("the newest")
                    length: 8
                    value: form.agentVersion
                    words: qsTr("Agent's version")
                }
                Labelled {
                    code: true
                    field: "base_url"
                    hint: qsTr("the one used now")
                    length: 400
                    value: form.baseUrl
                    words: qsTr("Another endpoint")
                }
                Labelled {
                    code: true
                    enabled: form.elsewhere
                    field: "key_variable"
                    hint: qsTr("OTHER_API_KEY")
                    value: form.keyVariable
                    words: qsTr("Variable with its key")
                }
            }
        }
        SmallText {
            Layout.fillWidth: true
            color: Theme.brick
            objectName: "mistake:" + form.index
            text: form.mistakes[form.mistake] ?? ""
            visible: form.mistake !== ""
            wrapMode: Text.Wrap
        }
    }
}
