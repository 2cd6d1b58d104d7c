import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// The window with its grounds. MainPage.qml fills it as soon as what stands behind it is there.
ApplicationWindow {
    id: window

    required property FrameViewModel frame
    required property LeavingViewModel leaving
    required property bool startsHidden

    function remember(): void {
        if (visible && visibility !== Window.Minimized && visibility !== Window.FullScreen)
            frame.moved(x, y, width, height, visibility === Window.Maximized);
    }

    color: Theme.page
    font.family: Theme.sans
    font.pixelSize: Theme.body
    height: frame.height
    minimumHeight: 600
    minimumWidth: 800
    title: "Cairn"
    visibility: startsHidden ? Window.Hidden : frame.maximized ? Window.Maximized : Window.Windowed
    width: frame.width
    x: frame.x
    y: frame.y

    onClosing: close => close.accepted = leaving.closes()
    onHeightChanged: remember()
    onVisibilityChanged: remember()
    onWidthChanged: remember()
    onXChanged: remember()
    onYChanged: remember()

    Binding {
        property: "reduceMotion"
        target: Theme
        value: window.frame.reduceMotion
    }
    Rectangle {
        anchors.right: parent.right
        color: Theme.side
        height: parent.height
        width: window.frame.timelineShown && Theme.isWide(window.width) ? Theme.timelineWidth : Theme.railWidth

        Hairline {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.top: parent.top
            vertical: true
        }
    }
    Rectangle {
        color: Theme.side
        height: parent.height
        width: window.frame.sidebarShown && !Theme.isNarrow(window.width) ? Theme.sidebarWidth : Theme.railWidth

        Hairline {
            anchors.bottom: parent.bottom
            anchors.left: parent.right
            anchors.top: parent.top
            vertical: true
        }
    }
}
