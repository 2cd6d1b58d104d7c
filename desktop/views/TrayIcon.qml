import QtQml
import Qt.labs.platform
import Cairn

// The icon beside the clock. Made only where there is a place for one.
SystemTrayIcon {
    id: besideTheClock

    required property TrayViewModel tray

    readonly property Connections messages: Connections {
        function onMessageWanted(title: string, text: string): void {
            besideTheClock.showMessage(title, text);
        }

        target: besideTheClock.tray
    }

    icon.source: tray.icon
    tooltip: tray.tip
    visible: true

    menu: Menu {
        MenuItem {
            text: qsTr("Open Cairn")

            onTriggered: besideTheClock.tray.open()
        }
        MenuItem {
            enabled: besideTheClock.tray.count > 0
            text: enabled ? qsTr("Needs you (%1)").arg(besideTheClock.tray.count) : qsTr("Nothing needs you")

            onTriggered: besideTheClock.tray.clickIcon()
        }
        MenuItem {
            text: qsTr("New conversation")

            onTriggered: besideTheClock.tray.startNew()
        }
        MenuSeparator {}
        MenuItem {
            text: qsTr("Quit")

            onTriggered: besideTheClock.tray.quit()
        }
    }

    onActivated: reason => {
        if (reason !== SystemTrayIcon.Context)
            tray.clickIcon();
    }
    onMessageClicked: tray.clickMessage()
}
