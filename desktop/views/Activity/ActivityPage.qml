pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// Every action of every conversation, to be searched and looked into.
FocusScope {
    id: page

    required property ActivityViewModel activity
    property string backHint

    readonly property real column: Math.min(width - 48, 760 * Math.max(1, Theme.scale))
    readonly property real margin: (width - column) / 2

    signal closed

    function focusFirst(): void {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }

    function back(): void {
        if (activity.detailShown)
            activity.closeDetail();
        else if (search.text !== "")
            search.clear();
        else
            closed();
    }

    Accessible.name: qsTr("Activity")
    Accessible.role: Accessible.Pane

    Component.onCompleted: activity.enter()
    Component.onDestruction: activity.leave()
    Keys.onEscapePressed: back()

    Connections {
        function onDetailChanged(): void {
            if (!page.activity.detailShown && detail.active)
                list.forceActiveFocus(Qt.OtherFocusReason);
            detail.active = page.activity.detailShown;
        }

        target: page.activity
    }
    PageHead {
        id: head

        backHint: page.backHint
        title: qsTr("Activity")
        width: parent.width

        onBackRequested: {
            if (page.activity.detailShown)
                page.activity.closeDetail();
            else
                page.closed();
        }
    }
    Item {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        visible: !detail.active

        Field {
            id: search

            iconName: "search"
            name: qsTr("Search all actions")
            objectName: "activitySearch"
            placeholderText: name
            width: page.column
            x: page.margin
            y: 16

            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
            Keys.onReturnPressed: list.forceActiveFocus(Qt.TabFocusReason)
            onTextChanged: page.activity.search(text)
        }
        Chips {
            id: filters

            anchors.top: search.bottom
            anchors.topMargin: 10
            current: page.activity.only
            labels: [qsTr("All"), qsTr("Needs you"), qsTr("Done"), qsTr("Failed"), qsTr("Rejected")]
            name: qsTr("Show only")
            objectName: "activityFilters"
            width: page.column
            x: page.margin

            onChosen: index => page.activity.filter(index)
        }
        ActivityList {
            id: list

            activity: page.activity
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: filters.bottom
            anchors.topMargin: 4
            focus: true
            margin: page.margin

            onTyped: text => {
                search.forceActiveFocus(Qt.ShortcutFocusReason);
                search.insert(search.length, text);
            }
        }
        LoadingLine {
            anchors.centerIn: list
            visible: page.activity.state === ActivityViewModel.State.READING
        }
        Column {
            anchors.horizontalCenter: list.horizontalCenter
            objectName: "activityEmpty"
            spacing: 4
            visible: page.activity.state === ActivityViewModel.State.NOTHING_YET || page.activity.state === ActivityViewModel.State.NO_MATCH
            width: page.column
            y: list.y + 64

            TitleText {
                horizontalAlignment: Text.AlignHCenter
                text: page.activity.state === ActivityViewModel.State.NO_MATCH ? qsTr("No action matches") : qsTr("No actions yet")
                width: parent.width
            }
            SmallText {
                horizontalAlignment: Text.AlignHCenter
                text: page.activity.state === ActivityViewModel.State.NO_MATCH ? qsTr("Search looks into tools, arguments, results, your words and titles.") : qsTr("Whatever the agent does or wants to do is written down here.")
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
    }
    Loader {
        id: detail

        active: false
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom

        sourceComponent: ActivityDetail {
            activity: page.activity
            margin: page.margin
        }

        onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
    }
}
