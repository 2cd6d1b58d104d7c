pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What stands above the table of cases: the candidates, the plot, and what is compared with what.
Column {
    id: head

    required property ReportViewModel report
    required property real first
    required property bool stacked

    spacing: 12

    SmallText {
        objectName: "reportAbout"
        text: head.report.about
        width: parent.width
        wrapMode: Text.Wrap
    }
    Repeater {
        model: head.report.candidates

        CandidateCard {
            width: head.width
        }
    }
    RowLayout {
        spacing: 8
        visible: head.report.names.length > 1
        width: parent.width

        Column {
            Layout.fillWidth: true
            spacing: 4

            Repeater {
                model: head.report.wins

                SmallText {
                    required property string modelData

                    text: modelData
                    width: parent.width
                    wrapMode: Text.Wrap
                }
            }
            SmallText {
                text: head.report.judging ? qsTr("The judge is being asked, answer by answer, which candidate did better.") : qsTr("The judge can also be asked, answer by answer, which candidate did better.")
                visible: head.report.wins.length === 0
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
        LoadingLine {
            Layout.alignment: Qt.AlignVCenter
            Layout.preferredWidth: 80
            visible: head.report.judging
        }
        TextButton {
            Accessible.name: head.report.judging ? qsTr("Ask the judge no further") : text
            Layout.alignment: Qt.AlignTop
            enabled: head.report.canJudge || head.report.judging
            objectName: "whichIsBetter"
            text: head.report.judging ? qsTr("Cancel") : qsTr("Which is better?")

            onClicked: {
                if (head.report.judging)
                    head.report.cancelJudge();
                else
                    head.report.judge();
            }
        }
    }
    SmallText {
        objectName: "reportAgreement"
        text: head.report.agreement
        visible: text !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
    TitleText {
        Accessible.role: Accessible.Heading
        text: qsTr("Pass rate over runs")
        topPadding: 12
    }
    RatePlot {
        report: head.report
        width: parent.width
    }
    TitleText {
        Accessible.role: Accessible.Heading
        text: qsTr("Cases")
        topPadding: 12
    }
    Flow {
        spacing: 8
        visible: head.report.baselines.length > 1 || head.report.names.length > 1
        width: parent.width

        SmallText {
            height: against.height
            text: qsTr("Held against")
            verticalAlignment: Text.AlignVCenter
        }
        Dropdown {
            id: against

            currentIndex: head.report.baseline
            model: head.report.baselines
            name: qsTr("What the run is held against")
            objectName: "reportBaseline"
            width: Math.min(head.width, Math.round(320 * Math.max(1, Theme.scale)))

            onActivated: index => head.report.chooseBaseline(index)
        }
    }
    Chips {
        current: head.report.filter
        labels: head.report.filters
        name: qsTr("Which cases are listed")
        objectName: "reportFilter"
        // Alone and held against nothing, no case is fixed or broken.
        visible: head.report.baseline > 0 || head.report.names.length > 1
        width: parent.width

        onChosen: index => head.report.chooseFilter(index)
    }
    Item {
        height: visible ? Math.round(28 * Theme.scale) : 0
        visible: !head.stacked
        width: parent.width

        Repeater {
            model: head.report.names

            SmallText {
                required property int index
                required property string modelData

                readonly property real cell: (head.width - head.first - 20) / Math.max(1, head.report.names.length)

                Accessible.ignored: true
                y: Math.round(28 * Theme.scale) - height
                bottomPadding: 6
                elide: Text.ElideMiddle
                font.weight: Font.Medium
                text: modelData
                width: cell - 12
                x: 10 + head.first + index * cell
            }
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
}
