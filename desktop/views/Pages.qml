pragma ComponentBehavior: Bound

import QtQuick
import Activity
import Cairn
import Evals
import Settings
import Theme
import Timeline

// The pages that stand in the place of the conversation, one at a time.
Item {
    id: pages

    enum Place {
        Conversation,
        Settings,
        Activity,
        Compare,
        Suites,
        Report
    }

    required property ActivityViewModel activity
    required property CompareViewModel comparing
    required property ReportViewModel reporting
    required property SettingsViewModel settings
    required property SuitesViewModel suites
    // Which one.
    required property int place
    property string undoHint

    readonly property bool any: place !== Pages.Place.Conversation
    // What the window is called meanwhile; "" for the conversation's own title.
    readonly property string title: place === Pages.Place.Settings ? qsTr("Settings") : place === Pages.Place.Activity ? qsTr("Activity") : place === Pages.Place.Suites ? qsTr("Suites") : place === Pages.Place.Report ? qsTr("Report") : ""

    // Shows the models among the settings, once these are the page.
    function showModels(): void {
        const page = settingsLoader.item as SettingsPage;
        page.section = 1;
        page.focusFirst();
    }

    // The person leaves the page for the conversation.
    signal closed

    // They reach over the ground of the timeline.
    Rectangle {
        anchors.fill: parent
        color: Theme.page
        visible: pages.any
    }
    Loader {
        id: settingsLoader

        active: pages.place === Pages.Place.Settings
        anchors.fill: parent

        sourceComponent: SettingsPage {
            backHint: qsTr("Esc")
            settings: pages.settings
            undoHint: pages.undoHint

            Component.onCompleted: focusFirst()
            onClosed: pages.closed()
        }
    }
    Loader {
        active: pages.place === Pages.Place.Activity
        anchors.fill: parent

        sourceComponent: ActivityPage {
            activity: pages.activity
            backHint: qsTr("Esc")

            Component.onCompleted: focusFirst()
            onClosed: pages.closed()
        }
    }
    Loader {
        active: pages.place === Pages.Place.Compare
        anchors.fill: parent

        sourceComponent: ComparePage {
            backHint: qsTr("Esc")
            comparing: pages.comparing

            Component.onCompleted: focusFirst()
            onClosed: pages.closed()
        }
    }
    Loader {
        active: pages.place === Pages.Place.Suites
        anchors.fill: parent

        sourceComponent: SuitesPage {
            backHint: qsTr("Esc")
            suites: pages.suites
            undoHint: pages.undoHint

            Component.onCompleted: focusFirst()
            onClosed: pages.closed()
        }
    }
    Loader {
        active: pages.place === Pages.Place.Report
        anchors.fill: parent

        sourceComponent: ReportPage {
            backHint: qsTr("Esc")
            report: pages.reporting

            Component.onCompleted: focusFirst()
            // Back to where it was asked for.
            onClosed: pages.suites.showRuns(report.suiteId)
        }
    }
}
