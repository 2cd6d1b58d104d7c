import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What an action was told to do, as proposed and as it ran; what it changed, and what came of it.
ColumnLayout {
    id: all

    // Made in desktop/chat/action_look.py; empty until it is asked for.
    required property var detail

    // It failed or was not wanted, and is a step: what led to it can be a case.
    property bool wrong: false

    readonly property bool edited: detail.edited !== undefined && detail.edited !== ""

    signal caseRequested

    spacing: 8

    ActionText {
        ground: all.edited ? Theme.removed : Theme.sunk
        label: all.edited ? qsTr("As it was proposed") : qsTr("With")
        text: all.detail.proposed ?? ""
    }
    ActionText {
        ground: Theme.added
        label: qsTr("As you changed it")
        text: all.detail.edited ?? ""
    }
    DiffView {
        Layout.fillWidth: true
        lines: all.detail.diff ?? []
        more: all.detail.more ?? 0
        visible: lines.length > 0
    }
    ActionText {
        label: all.detail.answered ? qsTr("Your answer") : qsTr("Why you said no")
        text: all.detail.words ?? ""
    }
    ActionText {
        label: qsTr("What came of it")
        text: all.detail.result ?? ""
    }
    SmallText {
        Layout.fillWidth: true
        objectName: "actionBecause"
        text: all.detail.because ?? ""
        visible: text !== ""
        wrapMode: Text.Wrap
    }    TextButton {
        Layout.leftMargin: -8
        iconName: "suites"
        objectName: "actionMakeCase"
        quiet: true
        text: qsTr("Make a case…")
        visible: all.wrong

        onClicked: all.caseRequested()
    }
}
