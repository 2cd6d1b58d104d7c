import QtQuick
import Theme

// A line between two grounds: one pixel high unless `vertical`.
Rectangle {
    property bool vertical: false

    color: Theme.line
    implicitHeight: vertical ? 0 : 1
    implicitWidth: vertical ? 1 : 0
}
