import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// One of the parts that Cairn is built from; choosing it shows its licence.
AbstractButton {
    id: row

    required property int index
    required property string key
    required property string version
    required property string licence
    // Tab comes to this one of all rows.
    required property bool reached

    // `byKey`: not with the mouse.
    signal chosen(bool byKey)

    Accessible.name: [key, version, licence].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    focusPolicy: reached || activeFocus ? Qt.StrongFocus : Qt.ClickFocus
    hoverEnabled: true
    implicitHeight: Math.round(36 * Math.max(1, Theme.scale))
    leftInset: -10
    objectName: "part:" + key
    rightInset: -10
    text: key

    Keys.onEnterPressed: event => press(event)
    Keys.onReturnPressed: event => press(event)
    Keys.onSpacePressed: event => press(event)
    onClicked: chosen(false)

    // A key that is held down presses once.
    function press(event: KeyEvent): void {
        if (!event.isAutoRepeat)
            chosen(true);
    }

    background: Rectangle {
        color: row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            inset: 0
            visible: row.visualFocus
        }
        Hairline {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.leftMargin: 10
            anchors.right: parent.right
            anchors.rightMargin: 10
        }
    }
    contentItem: RowLayout {
        spacing: 8

        SmallText {
            Accessible.ignored: true
            Layout.maximumWidth: row.width * 0.6
            color: Theme.text
            elide: Text.ElideRight
            font.pixelSize: Theme.row
            text: row.key
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideRight
            text: row.version
        }
        SmallText {
            Accessible.ignored: true
            Layout.maximumWidth: row.width * 0.4
            elide: Text.ElideRight
            text: row.licence
        }
        Icon {
            name: "chevron-right"
        }
    }
}
