import QtQuick
import Components
import Theme

// Where suites' files are dropped: over all of the window, and seen only while one is held there.
DropArea {
    id: area

    signal filesDropped(addresses: list<url>)

    function isSuite(address: url): bool {
        return address.toString().startsWith("file:") && address.toString().toLowerCase().endsWith(".cairn");
    }

    keys: ["text/uri-list"]

    onDropped: drop => {
        drop.acceptProposedAction();
        filesDropped(drop.urls);
    }
    onEntered: drag => {
        drag.accepted = drag.urls.length > 0 && drag.urls.every(address => isSuite(address));
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: 12
        border.color: Theme.accent
        border.width: 2
        color: Theme.page
        objectName: "suiteDrop"
        opacity: 0.96
        radius: Theme.radiusCard
        visible: area.containsDrag

        TitleText {
            anchors.centerIn: parent
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Drop to add the suite")
            width: parent.width - 48
            wrapMode: Text.Wrap
        }
    }
}
