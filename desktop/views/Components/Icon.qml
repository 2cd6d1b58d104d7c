import QtQuick
import QtQuick.Controls.impl
import Theme

// A drawing of resources/icons in one colour.
Item {
    id: icon

    required property string name
    property color color: Theme.textSoft
    property real size: Math.round(16 * Theme.scale)

    implicitHeight: size
    implicitWidth: size

    IconImage {
        anchors.fill: parent
        color: icon.color
        source: Theme.icon(icon.name)
        sourceSize: Qt.size(icon.size, icon.size)
    }
}
