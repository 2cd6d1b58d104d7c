pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Components
import Theme

// A table with hairlines between its rows; wider than the column, it scrolls by itself.
TranscriptRow {
    id: row

    required property var header
    required property var rows
    required property var alignments

    component Cell: Text {
        property int place: 0

        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.maximumWidth: Math.round(320 * Theme.scale)
        Layout.minimumWidth: Math.min(implicitWidth, Math.round(72 * Theme.scale))
        bottomPadding: 8
        color: Theme.text
        font.family: Theme.sans
        font.pixelSize: 14 * Theme.scale
        horizontalAlignment: row.alignments[place] === "right" ? Text.AlignRight : row.alignments[place] === "center" ? Text.AlignHCenter : Text.AlignLeft
        leftPadding: 12
        linkColor: Theme.accent
        rightPadding: 12
        // Styled text is lighter, but knows no code.
        textFormat: text.includes("<code") ? Text.RichText : Text.StyledText
        topPadding: 8
        wrapMode: Text.Wrap

        onLinkActivated: link => Qt.openUrlExternally(link)
    }

    Rectangle {
        border.color: Theme.line
        color: Theme.card
        height: pane.height
        objectName: "tableBlock"
        radius: Theme.radiusRow
        width: Math.min(row.column, grid.implicitWidth + 2)

        Flickable {
            id: pane

            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: grid.implicitHeight
            contentWidth: grid.width
            height: contentHeight
            interactive: contentWidth > width
            width: parent.width

            ScrollBar.horizontal: ThinScrollBar {}

            GridLayout {
                id: grid

                readonly property int across: Math.max(1, row.header.length)

                columnSpacing: 0
                columns: across
                rowSpacing: 0
                width: Math.max(pane.width, Math.min(implicitWidth, across * Math.round(72 * Theme.scale)))

                Repeater {
                    model: row.header

                    Cell {
                        required property int index
                        required property string modelData

                        color: Theme.textSoft
                        font.weight: Font.DemiBold
                        place: index
                        text: modelData
                    }
                }
                Repeater {
                    model: row.rows.length * grid.across

                    Cell {
                        required property int index

                        place: index % grid.across
                        text: row.rows[Math.floor(index / grid.across)][place] ?? ""

                        Hairline {
                            width: parent.width
                        }
                    }
                }
            }
        }
    }
}
