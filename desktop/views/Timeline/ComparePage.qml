pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// Two branches, or two steps, side by side from where they part.
FocusScope {
    id: page

    required property CompareViewModel comparing
    property string backHint

    readonly property real margin: width < 640 ? 16 : 24
    readonly property real gap: width < 640 ? 16 : 24
    readonly property real column: (width - 2 * margin - gap) / 2

    signal closed

    function focusFirst(): void {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.name: qsTr("Compare")
    Accessible.role: Accessible.Pane

    Component.onDestruction: comparing.leave()
    Keys.onEscapePressed: closed()

    Connections {
        function onOpened(): void {
            list.following = false;
        }

        target: page.comparing
    }
    Connections {
        function onSent(): void {
            list.following = true;
            list.positionViewAtEnd();
        }

        target: page.comparing.both
    }
    PageHead {
        id: head

        backHint: page.backHint
        title: qsTr("Compare")
        width: parent.width

        onBackRequested: page.closed()
    }
    Row {
        id: columns

        anchors.top: head.bottom
        anchors.topMargin: 14
        spacing: page.gap
        x: page.margin

        Repeater {
            model: page.comparing.columns

            CompareColumn {
                choices: page.comparing.choices
                width: page.column

                onBranchChosen: branchId => page.comparing.choose(index, branchId)
                onShowRequested: page.comparing.show(branchId)
            }
        }
    }
    SmallText {
        id: shared

        anchors.left: parent.left
        anchors.leftMargin: page.margin
        anchors.right: parent.right
        anchors.rightMargin: page.margin
        anchors.top: columns.bottom
        anchors.topMargin: 14
        horizontalAlignment: Text.AlignHCenter
        objectName: "compareShared"
        text: page.comparing.shared
    }
    Hairline {
        id: edge

        anchors.top: shared.bottom
        anchors.topMargin: 10
        width: parent.width
    }
    // Shows that the keyboard scrolls what is below.
    Rectangle {
        anchors.top: edge.top
        color: Theme.accent
        height: 2
        visible: list.activeFocus
        width: parent.width
        z: 1
    }
    ListView {
        id: list

        Accessible.name: qsTr("What differs, turn by turn")
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: both.visible ? both.top : parent.bottom
        anchors.bottomMargin: both.visible ? 8 : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: edge.bottom
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: 16
        cacheBuffer: 0
        clip: true
        focus: true
        keyNavigationEnabled: false
        model: page.comparing.model
        objectName: "compareList"
        reuseItems: true

        // Stays at the end while rows come there, until somebody scrolls away.
        property bool following: false

        function scrollTo(place: real): void {
            contentY = Math.max(originY, Math.min(originY + contentHeight + bottomMargin - height, place));
            following = atYEnd;
        }

        Keys.onPressed: event => {
            event.accepted = true;
            switch (event.key) {
            case Qt.Key_Down:
                scrollTo(contentY + 48);
                break;
            case Qt.Key_Up:
                scrollTo(contentY - 48);
                break;
            case Qt.Key_PageDown:
                scrollTo(contentY + height * 0.9);
                break;
            case Qt.Key_PageUp:
                scrollTo(contentY - height * 0.9);
                break;
            case Qt.Key_Home:
                following = false;
                positionViewAtBeginning();
                break;
            case Qt.Key_End:
                following = true;
                positionViewAtEnd();
                break;
            default:
                event.accepted = false;
            }
        }
        onContentHeightChanged: {
            if (following)
                Qt.callLater(positionViewAtEnd);
        }
        onMovementEnded: following = atYEnd
        ScrollBar.vertical: ThinScrollBar {}
        delegate: CompareRow {
            column: page.column
            gap: page.gap
            margin: page.margin
            width: ListView.view.width

            onUnfoldRequested: page.comparing.unfold(key)
        }
    }
    LoadingLine {
        anchors.centerIn: list
        objectName: "compareLoading"
        visible: page.comparing.state === CompareViewModel.State.READING
    }
    SmallText {
        anchors.horizontalCenter: list.horizontalCenter
        horizontalAlignment: Text.AlignHCenter
        objectName: "compareError"
        text: page.comparing.error
        visible: page.comparing.state === CompareViewModel.State.FAILED
        width: Math.min(list.width - 48, 420 * Theme.scale)
        wrapMode: Text.Wrap
        y: list.y + 64
    }
    SendToBoth {
        id: both

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        both: page.comparing.both
        visible: page.comparing.both.offered
        width: parent.width - 2 * page.margin
        x: page.margin

        onShowRequested: branchId => page.comparing.show(branchId)
    }
}
