pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The five grades below an answer, and how far the person and the judge agree.
Rectangle {
    id: bar

    required property GradingViewModel grading
    required property real margin

    color: Theme.side
    implicitHeight: layout.implicitHeight + 24

    Hairline {
        width: parent.width
    }
    ColumnLayout {
        id: layout

        anchors.left: parent.left
        anchors.leftMargin: bar.margin
        anchors.right: parent.right
        anchors.rightMargin: bar.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            Repeater {
                model: [qsTr("useless"), qsTr("poor"), qsTr("so-so"), qsTr("good"), qsTr("right")]

                TextButton {
                    required property int index
                    required property string modelData

                    Accessible.name: qsTr("%1, %2").arg(index + 1).arg(modelData)
                    Accessible.checkable: true
                    Accessible.checked: primary
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "grade:" + (index + 1)
                    primary: bar.grading.grade === index + 1
                    text: bar.width < 620 * Theme.scale ? String(index + 1) : (index + 1) + "  " + modelData

                    onClicked: bar.grading.give(index + 1)
                }
            }
            IconButton {
                enabled: bar.grading.grade > 0
                iconName: "undo"
                objectName: "takeGradeBack"
                shortcutText: "0"
                text: qsTr("Take the grade back")

                onClicked: bar.grading.takeBack()
            }
        }
        SmallText {
            Layout.fillWidth: true
            text: qsTr("The keys 1 to 5 grade and go on; 0 takes back. 4 and 5 pass. Your grade has the last word.")
            wrapMode: Text.Wrap
        }
        SmallText {
            Layout.fillWidth: true
            objectName: "gradeAgreement"
            text: bar.grading.agreement
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }
}
