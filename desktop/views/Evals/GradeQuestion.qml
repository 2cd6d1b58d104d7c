pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components

// What stands above an answer that is graded: what was asked, and what should have happened.
Column {
    id: question

    required property GradingViewModel grading

    spacing: 10

    Chips {
        current: question.grading.scope
        labels: question.grading.scopes
        name: qsTr("Which answers are graded")
        objectName: "gradeScope"
        width: parent.width

        onChosen: index => question.grading.choose(index)
    }
    CapsText {
        Accessible.role: Accessible.Heading
        elide: Text.ElideRight
        text: question.grading.name
        topPadding: 8
        width: parent.width
    }
    BodyText {
        objectName: "gradeAsked"
        text: question.grading.asked
        width: parent.width
    }
    Column {
        spacing: 4
        visible: question.grading.wanted.length > 0
        width: parent.width

        SmallText {
            font.weight: Font.Medium
            text: qsTr("What should have happened")
        }
        Repeater {
            model: question.grading.wanted

            SmallText {
                required property string modelData

                leftPadding: 12
                maximumLineCount: 6
                text: modelData
                width: parent.width
                wrapMode: Text.Wrap
                elide: Text.ElideRight
            }
        }
    }
    Hairline {
        width: parent.width
    }
    CapsText {
        Accessible.role: Accessible.Heading
        text: qsTr("The answer")
        topPadding: 2
    }
}
