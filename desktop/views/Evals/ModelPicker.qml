pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The models there are; each that is not used now can be, and one can ask whether it would do.
Popup {
    id: picker

    required property ModelsViewModel models

    focus: true
    margins: 8
    objectName: "modelPicker"
    padding: 14
    popupType: Popup.Item
    width: Math.min(440 * Math.max(1, Theme.scale), parent ? (parent.Window.width - 16) : 440)

    onAboutToShow: models.look()
    onOpened: list.forceActiveFocus(Qt.OtherFocusReason)

    background: Rectangle {
        border.color: Theme.line
        color: Theme.card
        radius: Theme.radiusCard
    }
    contentItem: FocusScope {
        id: list

        Accessible.name: qsTr("Models")
        Accessible.role: Accessible.Dialog
        implicitHeight: column.implicitHeight

        ColumnLayout {
            id: column

            spacing: 8
            width: parent.width

            RowLayout {
                Layout.fillWidth: true

                TitleText {
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    text: qsTr("Models")
                }
                IconButton {
                    extent: Math.round(26 * Math.max(1, Theme.scale))
                    focus: true
                    iconName: "close"
                    objectName: "closeModels"
                    shortcutText: qsTr("Esc")
                    text: qsTr("Close")

                    onClicked: picker.close()
                }
            }
            ListView {
                id: rows

                Layout.fillWidth: true
                ScrollBar.vertical: ThinScrollBar {}
                Accessible.name: qsTr("Models")
                Accessible.role: Accessible.List
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                implicitHeight: Math.min(contentHeight, 280 * Math.max(1, Theme.scale))
                keyNavigationEnabled: false
                model: picker.models.model
                objectName: "modelRows"

                FollowFocus {
                    parent: rows
                    view: rows
                }

                delegate: RowLayout {
                    id: row

                    required property string key
                    required property bool used

                    Accessible.name: used ? qsTr("%1, used now").arg(key) : key
                    Accessible.role: Accessible.ListItem
                    height: Math.round(40 * Math.max(1, Theme.scale))
                    spacing: 8
                    width: rows.width

                    Text {
                        Accessible.ignored: true
                        Layout.fillWidth: true
                        color: Theme.text
                        elide: Text.ElideMiddle
                        font.family: Theme.sans
                        font.pixelSize: Theme.row
                        font.weight: row.used ? Font.Medium : Font.Normal
                        text: row.key
                        textFormat: Text.PlainText
                    }
                    Badge {
                        Accessible.ignored: true
                        ground: Theme.accentSoft
                        iconName: "check"
                        ink: Theme.accent
                        text: qsTr("Used now")
                        visible: row.used
                    }
                    TextButton {
                        Accessible.name: qsTr("Would %1 do?").arg(row.key)
                        enabled: picker.models.canTry
                        objectName: "tryModel:" + row.key
                        quiet: true
                        text: qsTr("Would it do?")
                        visible: !row.used

                        onClicked: {
                            picker.close();
                            picker.models.tryModel(row.key);
                        }
                    }
                    TextButton {
                        Accessible.name: qsTr("Use %1").arg(row.key)
                        objectName: "use:" + row.key
                        text: qsTr("Use")
                        visible: !row.used && picker.models.fixed === ""

                        onClicked: picker.models.use(row.key)
                    }
                }
            }
            LoadingLine {
                Layout.fillWidth: true
                visible: picker.models.looking
            }
            SmallText {
                Layout.fillWidth: true
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                objectName: "modelsAbout"
                text: picker.models.fixed || (picker.models.alone ? qsTr("There is no other model yet. Add one: on this machine, or of a service.") : picker.models.about)
                visible: text !== ""
                wrapMode: Text.Wrap
            }
            TextButton {
                Layout.leftMargin: -8
                iconName: "plus"
                objectName: "showModels"
                quiet: true
                text: qsTr("Add or change models…")

                onClicked: {
                    picker.close();
                    picker.models.showAll();
                }
            }
        }
    }
}
