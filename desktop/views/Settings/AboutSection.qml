pragma ComponentBehavior: Bound

import QtQuick
import Cairn

// What Cairn is, on what it runs, where the data lies, and whose work it is built from; or the
// licence of one of these.
FocusScope {
    id: section

    required property AboutViewModel about
    required property real margin

    readonly property bool reading: about.parts.opened !== ""

    Accessible.name: qsTr("About")
    Accessible.role: Accessible.Pane

    Component.onCompleted: about.read()
    Component.onDestruction: about.parts.leave()
    onReadingChanged: {
        if (!reading)
            list.focusRow(list.ringed ? Qt.TabFocusReason : Qt.MouseFocusReason);
    }

    SettingsList {
        id: list

        // The row that Tab reaches. A current row would take the keyboard from the field above.
        property int place: 0
        // Whether focus is shown: it came, or moved, by key.
        property bool ringed: true
        // Until it is scrolled it stands at its beginning, whatever height the words there have.
        property bool untouched: true

        function focusRow(reason: int): void {
            const row = itemAtIndex(place) as AboutPart;
            if (row)
                row.forceActiveFocus(reason);
        }
        function step(target: int): void {
            ringed = true;
            untouched = false;
            place = Math.max(0, Math.min(count - 1, target));
            positionViewAtIndex(place, ListView.Contain);
            focusRow(Qt.TabFocusReason);
        }
        function page(): int {
            const row = itemAtIndex(place);
            return row ? Math.max(1, Math.floor(height / row.height) - 1) : 1;
        }
        function toBeginning(): void {
            if (untouched)
                positionViewAtBeginning();
        }

        Accessible.name: qsTr("What Cairn is built from")
        anchors.fill: parent
        cacheBuffer: 0
        currentIndex: -1
        emptyTitle: section.about.parts.missing ? qsTr("The list is gone") : qsTr("Nothing by that name")
        emptyWords: section.about.parts.missing ? qsTr("It came with Cairn, and is no more where it was. Install Cairn again.") : qsTr("Names and licences are searched.")
        margin: section.margin
        model: section.about.parts.model
        objectName: "aboutList"
        reading: section.about.parts.state === PartsViewModel.State.READING
        visible: !section.reading

        Keys.onPressed: event => {
            if (!itemAtIndex(place)?.activeFocus)
                return;
            event.accepted = true;
            switch (event.key) {
            case Qt.Key_Up:
                step(place - 1);
                break;
            case Qt.Key_Down:
                step(place + 1);
                break;
            case Qt.Key_PageUp:
                step(place - page());
                break;
            case Qt.Key_PageDown:
                step(place + page());
                break;
            case Qt.Key_Home:
                step(0);
                break;
            case Qt.Key_End:
                step(count - 1);
                break;
            default:
                event.accepted = false;
            }
        }

        onCountChanged: place = Math.max(0, Math.min(count - 1, place))
        onMovementEnded: {
            if (!itemAtIndex(place))
                place = Math.max(0, indexAt(0, contentY + height / 2));
        }
        onMovementStarted: untouched = false

        delegate: AboutPart {
            reached: index === list.place
            width: list.width - 2 * list.margin

            onChosen: byKey => {
                list.ringed = byKey;
                list.place = index;
                section.about.parts.open(key);
            }
        }
        header: AboutHead {
            about: section.about
            width: list.width - 2 * list.margin

            onDownPressed: list.step(0)
            onHeightChanged: Qt.callLater(list.toBeginning)
        }
    }
    Loader {
        active: section.reading
        anchors.fill: parent
        focus: section.reading
        sourceComponent: licence
        visible: active
    }

    Component {
        id: licence

        AboutLicence {
            focus: true
            margin: section.margin
            parts: section.about.parts
        }
    }
}
