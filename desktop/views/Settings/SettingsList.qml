pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Components
import Theme

// The rows of one section, with words above them, and words in their place when there are none.
ListView {
    id: list

    required property real margin
    property bool reading: false
    property string emptyTitle
    property string emptyWords

    Accessible.role: Accessible.List
    activeFocusOnTab: false
    bottomMargin: 80
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    clip: true
    keyNavigationEnabled: false
    leftMargin: margin
    rightMargin: margin

    onLeftMarginChanged: contentX = -leftMargin

    FollowFocus {
        parent: list
        view: list
    }

    ScrollBar.vertical: ThinScrollBar {}
    footer: Item {
        height: visible ? words.implicitHeight + 56 : 0
        visible: list.count === 0
        width: list.width - 2 * list.margin

        LoadingLine {
            anchors.centerIn: parent
            visible: list.reading
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            objectName: "emptySection"
            spacing: 4
            visible: !list.reading
            width: parent.width

            TitleText {
                horizontalAlignment: Text.AlignHCenter
                text: list.emptyTitle
                width: parent.width
                wrapMode: Text.Wrap
            }
            SmallText {
                horizontalAlignment: Text.AlignHCenter
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                text: list.emptyWords
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
    }
}
