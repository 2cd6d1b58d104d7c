pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// Two branches, or two steps, side by side from where they part.
FocusScope {
    id: page

    enum Held {
        Beginning,
        Nowhere,
        End
    }

    required property CompareViewModel comparing
    property string backHint

    readonly property real margin: width < 640 ? 16 : 24
    readonly property real gap: width < 640 ? 16 : 24
    // What stands above the rows then scrolls away with them.
    readonly property bool low: height < 560 * Theme.scale
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
            list.hold(ComparePage.Held.Beginning);
        }

        target: page.comparing
    }
    Connections {
        function onSent(): void {
            list.hold(ComparePage.Held.End);
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
    ListView {
        id: list

        Accessible.name: qsTr("What differs, turn by turn")
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: both.visible ? both.top : parent.bottom
        anchors.bottomMargin: both.visible ? 8 : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: 16
        cacheBuffer: 0
        clip: true
        currentIndex: -1
        focus: true
        headerPositioning: page.low ? ListView.InlineHeader : ListView.OverlayHeader
        keyNavigationEnabled: false
        model: page.comparing.model
        objectName: "compareList"
        reuseItems: true

        // Where it stays while what it shows becomes more or less.
        property int held: ComparePage.Held.Beginning
        // The keyboard scrolls it.
        readonly property bool ringed: Window.activeFocusItem === list

        function scrollTo(place: real): void {
            contentY = Math.max(originY, Math.min(originY + contentHeight + bottomMargin - height, place));
            held = atYEnd ? ComparePage.Held.End : ComparePage.Held.Nowhere;
        }
        function hold(target: int): void {
            held = target;
            stay();
        }
        function stay(): void {
            if (held === ComparePage.Held.Beginning)
                positionViewAtBeginning();
            else if (held === ComparePage.Held.End)
                positionViewAtEnd();
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
                hold(ComparePage.Held.Beginning);
                break;
            case Qt.Key_End:
                hold(ComparePage.Held.End);
                break;
            default:
                event.accepted = false;
            }
        }
        onContentHeightChanged: Qt.callLater(stay)
        onMovementEnded: held = atYEnd ? ComparePage.Held.End : ComparePage.Held.Nowhere

        ScrollBar.vertical: ThinScrollBar {}
        header: Rectangle {
            color: Theme.page
            height: shared.y + shared.height + 11
            width: list.width
            z: 2

            Row {
                id: columns

                spacing: page.gap
                x: page.margin
                y: 14

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

                horizontalAlignment: Text.AlignHCenter
                objectName: "compareShared"
                text: page.comparing.shared
                width: parent.width - 2 * page.margin
                wrapMode: Text.Wrap
                x: page.margin
                y: columns.y + columns.height + 14
            }
            Hairline {
                anchors.bottom: parent.bottom
                color: list.ringed ? Theme.accent : Theme.line
                implicitHeight: list.ringed ? 2 : 1
                width: parent.width
            }
        }
        delegate: CompareRow {
            column: page.column
            gap: page.gap
            margin: page.margin
            width: ListView.view.width

            // One that waits to be used again is not there, for screen readers neither.
            ListView.onPooled: visible = false
            ListView.onReused: visible = true
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
        y: list.y + (list.headerItem ? list.headerItem.height : 0) + 40
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
