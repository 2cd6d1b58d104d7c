pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// What is told to LangSmith, for those who have a key for one. Nothing, unless they say so here or
// in the settings file.
SettingsList {
    id: list

    required property TracingViewModel tracing

    // Until it is scrolled it stands at its beginning, whatever height the words there come to have.
    property bool untouched: true

    readonly property bool keyed: tracing.host !== ""
    readonly property string what: qsTr("What is traced leaves this computer: the messages, the answers, and what tools are given and give back.")

    function toBeginning(): void {
        if (untouched)
            positionViewAtBeginning();
    }

    Accessible.name: qsTr("Tracing")
    emptyTitle: !keyed ? qsTr("Nothing is traced") : tracing.every ? qsTr("Every conversation is traced") : qsTr("No conversation yet")
    emptyWords: !keyed ? qsTr("If you use LangSmith, Cairn can show you there what the agent does. Set LANGSMITH_API_KEY, or write your key into %1, under [langsmith], as api_key. Nothing is sent before you also choose what.").arg(tracing.settingsFile) : tracing.every ? qsTr("To end this, take tracing = \"all\" out of %1.").arg(tracing.settingsFile) : ""
    model: tracing.model
    objectName: "tracingList"
    reading: tracing.state === TracingViewModel.State.READING

    onMovementStarted: untouched = false

    delegate: TraceRow {
        width: list.width - 2 * list.margin

        onAsked: traced => list.tracing.trace(key, traced)
    }
    header: Column {
        bottomPadding: 4
        width: list.width - 2 * list.margin

        onHeightChanged: Qt.callLater(list.toBeginning)

        SectionWords {
            objectName: "tracingWords"
            text: list.tracing.every ? qsTr("Traces go to LangSmith at %1, into the project %2. %3").arg(list.tracing.host).arg(list.tracing.project).arg(list.what) : qsTr("Tick the conversations whose traces go to LangSmith at %1, into the project %2, from their next message on. For all of them, write tracing = \"all\" under [langsmith] in %3. %4").arg(list.tracing.host).arg(list.tracing.project).arg(list.tracing.settingsFile).arg(list.what)
            visible: list.keyed
            width: parent.width
        }
        SmallText {
            bottomPadding: 12
            color: Theme.brick
            lineHeight: Theme.secondaryLine
            lineHeightMode: Text.FixedHeight
            objectName: "tracingTrouble"
            text: list.tracing.trouble
            topPadding: list.keyed ? 0 : 4
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
