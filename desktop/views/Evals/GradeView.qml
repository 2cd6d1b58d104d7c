pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// One answer at a time, to be graded by hand. Nothing here says which candidate gave it.
FocusScope {
    id: page

    required property GradingViewModel grading

    readonly property real column: Math.min(width - 48, 720 * Math.max(1, Theme.scale))
    readonly property real margin: (width - column) / 2

    Accessible.name: qsTr("Grade by hand")
    Accessible.role: Accessible.Pane
    objectName: "gradeView"

    Component.onCompleted: forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: grading.close()
    Keys.onPressed: event => {
        const digit = event.key - Qt.Key_0;
        const bare = (event.modifiers & ~Qt.KeypadModifier) === Qt.NoModifier;
        event.accepted = bare;
        if (!bare)
            return;
        if (digit >= 1 && digit <= 5 && !event.isAutoRepeat)
            page.grading.give(digit);
        else if (digit === 0 || event.key === Qt.Key_Backspace)
            page.grading.takeBack();
        else if (event.key === Qt.Key_Left)
            page.grading.walk(-1);
        else if (event.key === Qt.Key_Right)
            page.grading.walk(1);
        else
            event.accepted = false;
    }

    Connections {
        function onTurned(): void {
            list.begins = true;
            list.positionViewAtBeginning();
        }

        target: page.grading
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.page
    }
    PageHead {
        id: head

        backHint: qsTr("Esc")
        title: qsTr("Grade by hand")
        width: parent.width

        onBackRequested: page.grading.close()

        SmallText {
            objectName: "gradeProgress"
            text: page.grading.progress
        }
        IconButton {
            enabled: page.grading.place > 0
            iconName: "chevron-left"
            objectName: "answerBefore"
            shortcutText: "←"
            text: qsTr("The answer before")

            onClicked: page.grading.walk(-1)
        }
        IconButton {
            enabled: page.grading.place < page.grading.count - 1
            iconName: "chevron-right"
            objectName: "answerNext"
            shortcutText: "→"
            text: qsTr("The next answer")

            onClicked: page.grading.walk(1)
        }
    }
    ListView {
        id: list

        // It stays at its beginning while the question above becomes known.
        property bool begins: true

        function scroll(by: real): void {
            begins = false;
            contentY = Math.max(originY, Math.min(originY + Math.max(0, contentHeight - height), contentY + by));
        }

        Accessible.name: page.grading.name
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: bar.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        bottomMargin: 24
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: -1
        focus: true
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        model: page.grading.answer
        objectName: "gradeAnswer"
        visible: page.grading.count > 0

        Keys.onDownPressed: scroll(48)
        Keys.onUpPressed: scroll(-48)
        onMovementStarted: begins = false
        onVisibleChanged: {
            if (visible)
                forceActiveFocus(Qt.OtherFocusReason);
        }

        ScrollBar.vertical: ThinScrollBar {}
        header: Item {
            height: question.height + 28
            width: list.width

            onHeightChanged: {
                if (list.begins)
                    Qt.callLater(list.positionViewAtBeginning);
            }

            GradeQuestion {
                id: question

                grading: page.grading
                width: page.column
                x: page.margin
                y: 16
            }
        }
        delegate: GradeStretch {
            margin: page.margin
            width: list.width
        }
        footer: SmallText {
            text: qsTr("It said nothing, and wanted nothing done.")
            visible: list.count === 0
            x: page.margin
        }
    }
    GradeBar {
        id: bar

        anchors.bottom: parent.bottom
        grading: page.grading
        margin: page.margin
        visible: page.grading.count > 0
        width: parent.width
    }
    LoadingLine {
        anchors.centerIn: parent
        visible: !page.grading.wasRead
    }
    SmallText {
        anchors.horizontalCenter: parent.horizontalCenter
        horizontalAlignment: Text.AlignHCenter
        objectName: "nothingToGrade"
        text: qsTr("There is no answer to grade yet: none was given, or all attempts broke off.")
        visible: page.grading.wasRead && page.grading.count === 0
        width: Math.min(page.column, 420 * Theme.scale)
        wrapMode: Text.Wrap
        y: head.height + 40
    }
}
