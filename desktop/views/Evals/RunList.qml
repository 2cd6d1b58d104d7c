pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// The runs of a suite, the newest first.
ListView {
    id: list

    required property RunsViewModel runs
    required property real margin

    Accessible.name: qsTr("Runs")
    Accessible.role: Accessible.List
    activeFocusOnTab: false
    bottomMargin: 72
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    clip: true
    keyNavigationEnabled: false
    leftMargin: margin
    model: runs.model
    objectName: "runList"
    rightMargin: margin
    spacing: 12

    onLeftMarginChanged: contentX = -leftMargin

    FollowFocus {
        parent: list
        view: list
    }

    ConfirmSheet {
        id: sure

        property string key

        cancelText: qsTr("Not now")
        confirmText: qsTr("Cancel the run")
        explanation: qsTr("What has an answer keeps it, and stays in the report. The rest of this run is never tried.")
        grave: true
        question: qsTr("Cancel this run for good?")

        onConfirmed: list.runs.cancel(key)
    }

    ScrollBar.vertical: ThinScrollBar {}
    delegate: RunCard {
        width: list.width - 2 * list.margin

        onCancelled: {
            sure.key = key;
            sure.open();
        }
        onPaused: list.runs.pause(key)
        onRemoved: list.runs.remove(key)
        onReported: list.runs.report(key)
        onResumed: list.runs.resume(key)
    }
    footer: Item {
        height: visible ? words.implicitHeight + 72 : 0
        visible: list.count === 0
        width: list.width - 2 * list.margin

        LoadingLine {
            anchors.centerIn: parent
            visible: !list.runs.wasRead
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            objectName: "noRuns"
            spacing: 4
            visible: list.runs.wasRead
            width: parent.width

            TitleText {
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Not run yet")
                width: parent.width
            }
            SmallText {
                horizontalAlignment: Text.AlignHCenter
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                text: qsTr("A run takes up every case where it was, and lets one or several models answer. Nothing in the world is touched.")
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
    }
}
