import QtQuick
import QtQuick.Layouts
import Components
import Theme

// What is left of the folded sidebar.
Rectangle {
    id: rail

    property string activityHint
    property string foldHint
    property string newHint
    property string settingsHint
    property string suitesHint
    // Whether a suite is being run.
    property bool running: false

    signal activityRequested
    signal newRequested
    signal settingsRequested
    signal suitesRequested
    signal unfoldRequested

    color: Theme.side
    implicitWidth: Theme.railWidth

    ColumnLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 11
        spacing: 8

        IconButton {
            iconName: "sidebar"
            objectName: "unfoldSidebar"
            shortcutText: rail.foldHint
            text: qsTr("Show the sidebar")

            onClicked: rail.unfoldRequested()
        }
        IconButton {
            framed: true
            iconName: "plus"
            objectName: "railNew"
            shortcutText: rail.newHint
            text: qsTr("New conversation")

            onClicked: rail.newRequested()
        }
    }
    ColumnLayout {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 11
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 8

        IconButton {
            iconName: "activity"
            objectName: "railActivity"
            shortcutText: rail.activityHint
            text: qsTr("Activity")

            onClicked: rail.activityRequested()
        }
        IconButton {
            iconName: "suites"
            objectName: "railSuites"
            shortcutText: rail.suitesHint
            text: rail.running ? qsTr("Suites: a run is under way") : qsTr("Suites")
            tint: rail.running ? Theme.accent : Theme.textSoft

            onClicked: rail.suitesRequested()
        }
        IconButton {
            iconName: "settings"
            objectName: "railSettings"
            shortcutText: rail.settingsHint
            text: qsTr("Settings")

            onClicked: rail.settingsRequested()
        }
    }
}
