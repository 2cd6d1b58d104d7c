import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// One field of the form that adds a model: its words above it, what is wrong or worth knowing below.
ColumnLayout {
    id: labelled

    required property ConnectionFormViewModel form
    required property string field
    required property string words
    property string hint
    property string remark
    property bool remarkGrave: false
    property bool code: false
    property bool secret: false
    default property alias beside: row.data

    readonly property string mistake: form.mistakes[field] ?? ""

    function focusField(): void {
        typed.forceActiveFocus(Qt.TabFocusReason);
    }

    Layout.fillWidth: true
    spacing: 3

    SmallText {
        Accessible.ignored: true
        Layout.fillWidth: true
        text: labelled.words
    }
    RowLayout {
        id: row

        Layout.fillWidth: true
        spacing: 8

        Field {
            id: typed

            Accessible.description: labelled.mistake || labelled.remark
            Layout.fillWidth: true
            echoMode: labelled.secret ? TextInput.Password : TextInput.Normal
            font.family: labelled.code ? Theme.mono : Theme.sans
            inputMethodHints: labelled.code ? Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText : Qt.ImhNone
            maximumLength: 2000
            name: labelled.words
            objectName: "connection:" + labelled.field
            placeholderText: labelled.hint
            text: labelled.form.typed[labelled.field] ?? ""

            onTextEdited: labelled.form.set(labelled.field, text)
        }
    }
    SmallText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: labelled.mistake !== "" || labelled.remarkGrave ? Theme.brick : Theme.textSoft
        objectName: "connectionRemark:" + labelled.field
        text: labelled.mistake || labelled.remark
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
