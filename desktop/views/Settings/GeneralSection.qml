import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// How Cairn behaves on this desktop: when its window is closed, at login, and when something waits.
Flickable {
    id: section

    required property GeneralViewModel general
    required property real margin

    readonly property list<string> closings: [qsTr("Cairn asks when you close the window."), qsTr("Cairn stays beside the clock, finishes what it works on, and tells you when something waits for you."), qsTr("Cairn ends. A turn that runs ends at its last step, and can be continued.")]

    Accessible.name: qsTr("General")
    Accessible.role: Accessible.Pane
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: content.implicitHeight + 80
    objectName: "generalSection"

    ScrollBar.vertical: ThinScrollBar {}

    FollowFocus {
        parent: section
        view: section
    }
    ColumnLayout {
        id: content

        spacing: 8
        width: section.width - 2 * section.margin
        x: section.margin

        CapsText {
            Accessible.role: Accessible.Heading
            Layout.topMargin: 8
            text: qsTr("When I close the window")
        }
        Chips {
            Layout.fillWidth: true
            current: section.general.hasTray ? section.general.atClose : 2
            enabled: section.general.hasTray
            itemName: "atClose"
            labels: [qsTr("Ask me"), qsTr("Keep running"), qsTr("Quit")]
            name: qsTr("When I close the window")
            objectName: "atClose"
            opacity: enabled ? 1 : 0.6

            onChosen: index => section.general.chooseAtClose(index)
        }
        SectionWords {
            Layout.fillWidth: true
            bottomPadding: 0
            objectName: "atCloseWords"
            text: section.general.hasTray ? section.closings[section.general.atClose] : qsTr("This desktop has no place beside the clock for an icon that brings the window back. Closing it ends Cairn.")
            topPadding: 0
        }
        CapsText {
            Accessible.role: Accessible.Heading
            Layout.topMargin: 20
            text: qsTr("When I log in")
        }
        Tick {
            Layout.fillWidth: true
            enabled: section.general.canStartAtLogin
            objectName: "startAtLogin"
            text: qsTr("Start Cairn when I log in")
            ticked: section.general.startsAtLogin

            onClicked: section.general.startAtLogin(!section.general.startsAtLogin)
        }
        SectionWords {
            Layout.fillWidth: true
            bottomPadding: 0
            objectName: "loginWords"
            text: !section.general.canStartAtLogin ? qsTr("This system starts only an installed Cairn.") : section.general.startsAtLogin ? qsTr("Cairn starts in the background. Your system reads this from %1; unticking removes it from there.").arg(section.general.loginPlace) : qsTr("Cairn would start in the background. Ticking writes %1, where your system looks at each login.").arg(section.general.loginPlace)
            topPadding: 0
        }
        SectionWords {
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            bottomPadding: 0
            color: Theme.brick
            objectName: "loginTrouble"
            text: section.general.loginTrouble
            topPadding: 0
            visible: text !== ""
        }
        CapsText {
            Accessible.role: Accessible.Heading
            Layout.topMargin: 20
            text: qsTr("Notifications")
        }
        SectionWords {
            Layout.fillWidth: true
            bottomPadding: 0
            objectName: "notificationWords"
            text: section.general.noNotifications ? qsTr("This desktop shows no notifications. What waits for you stands in the sidebar.") : section.general.notifies ? qsTr("When something waits for you while you look elsewhere, Cairn tells you by a notification. Your system's settings can silence them.") : qsTr("Looking whether this desktop shows any…")
            topPadding: 0
        }
    }
}
