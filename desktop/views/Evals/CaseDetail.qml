pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// A case of a run: what was asked, the answers side by side, and what should have happened.
FocusScope {
    id: page

    required property ReportViewModel report

    readonly property CaseDetailViewModel detail: report.detail
    readonly property real column: Math.min(width - 48, 980 * Math.max(1, Theme.scale))
    readonly property bool stacked: column < 560 * Theme.scale

    Accessible.name: qsTr("Case: %1").arg(detail.name)
    Accessible.role: Accessible.Pane
    objectName: "reportDetail"

    Component.onCompleted: view.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: detail.close()
    Keys.onPressed: event => {
        const by = event.key === Qt.Key_N ? 1 : event.key === Qt.Key_P ? -1 : 0;
        event.accepted = by !== 0 && event.modifiers === Qt.NoModifier;
        if (event.accepted)
            page.report.walk(by);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.page
    }
    PageHead {
        id: head

        backHint: qsTr("Esc")
        title: page.detail.name
        width: parent.width

        onBackRequested: page.detail.close()

        IconButton {
            iconName: "arrow-up"
            objectName: "previousCase"
            shortcutText: qsTr("P")
            text: qsTr("The case before")

            onClicked: page.report.walk(-1)
        }
        IconButton {
            iconName: "arrow-down"
            objectName: "nextCase"
            shortcutText: qsTr("N")
            text: qsTr("The next case")

            onClicked: page.report.walk(1)
        }
    }
    Flickable {
        id: view

        Accessible.name: page.detail.name
        Accessible.role: Accessible.Pane
        activeFocusOnTab: true
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: content.height + 64
        objectName: "reportDetailView"
        visible: page.detail.wasRead

        function scroll(by: real): void {
            contentY = Math.max(0, Math.min(contentHeight - height, contentY + by));
        }

        Keys.onDownPressed: scroll(48)
        Keys.onUpPressed: scroll(-48)

        ScrollBar.vertical: ThinScrollBar {}

        FollowFocus {
            parent: view
            view: view
        }
        Column {
            id: content

            spacing: 12
            width: page.column
            x: (view.width - width) / 2
            y: 16

            CapsText {
                Accessible.role: Accessible.Heading
                text: qsTr("Asked")
            }
            BodyText {
                id: asked

                property bool whole: false

                elide: Text.ElideRight
                maximumLineCount: whole ? 400 : 6
                text: page.detail.asked
                width: parent.width

                onTextChanged: whole = false
            }
            TextButton {
                objectName: "unfoldAsked"
                quiet: true
                text: qsTr("Show more")
                visible: asked.truncated && !asked.whole

                onClicked: asked.whole = true
            }
            SmallText {
                text: page.detail.note
                visible: text !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
            Item {
                height: tries.visible ? tries.height : 0
                width: parent.width

                Chips {
                    id: tries

                    current: page.detail.number
                    labels: Array.from({
                        length: page.detail.tries
                    }, (_, place) => qsTr("Try %1").arg(place + 1))
                    name: qsTr("Which try is shown")
                    objectName: "reportTries"
                    visible: page.detail.tries > 1
                    width: parent.width

                    onChosen: index => page.detail.chooseTry(index)
                }
            }
            GridLayout {
                columnSpacing: 24
                columns: page.stacked ? 1 : 2
                rowSpacing: 20
                uniformCellWidths: true
                width: parent.width

                Repeater {
                    id: sides

                    model: page.detail.sides

                    AnswerSide {
                        Layout.alignment: Qt.AlignTop
                        Layout.fillHeight: true
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        choices: page.detail.choices

                        onChoiceMade: choice => page.detail.choose(index, choice)
                        onUnfoldRequested: page.detail.unfold()
                    }
                }
            }
            SmallText {
                objectName: "reportBetter"
                text: page.detail.better
                visible: text !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
            CapsText {
                Accessible.role: Accessible.Heading
                text: qsTr("What should have happened")
                topPadding: 12
            }
            SmallText {
                text: qsTr("This case has no checks: it is graded by you.")
                visible: checks.count === 0
                width: parent.width
                wrapMode: Text.Wrap
            }
            Repeater {
                id: checks

                model: page.detail.checks

                CheckResult {
                    names: page.detail.sideNames
                    stacked: page.stacked
                    width: content.width
                }
            }
        }
    }
    LoadingLine {
        anchors.centerIn: parent
        visible: !page.detail.wasRead
    }
}
