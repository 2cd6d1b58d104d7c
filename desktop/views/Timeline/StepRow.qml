pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Cairn
import Components
import Theme

// One row of the timeline: a stone, a line of words, and what it took.
ItemDelegate {
    id: row

    required property int index
    required property string key
    required property string tone
    required property string who
    required property string title
    required property string about
    required property bool foldable
    required property bool unfolded
    required property bool trouble
    required property bool pinned
    required property string name
    required property bool canTakeBack
    required property var chips
    required property TimelineViewModel timeline
    property bool current: false
    property bool last: false

    required property bool detailed
    required property bool naming
    readonly property bool mine: tone === "you"
    readonly property bool rich: pinned || chips.length > 0
    readonly property color ink: trouble || tone === "failed" ? Theme.brick : Theme.textSoft
    readonly property real line: Math.round(46 * Math.max(1, Theme.scale))
    readonly property real spine: Math.round(25 * Theme.scale)
    readonly property real middle: Math.round(20 * Theme.scale)
    readonly property string pin: !pinned ? "" : name === "" ? qsTr("pinned") : qsTr("pinned as %1").arg(name)
    readonly property string parting: chips.length ? qsTr("branches here: %1").arg(chips.map(chip => chip.name).join(", ")) : ""

    readonly property real small: Math.round(24 * Theme.scale)

    signal menuRequested
    signal nameTaken(string text)
    signal nameGiven

    // Reached by mouse only: the row itself has a key for each. Its sign is a letter, which is made
    // in a third of the time that a drawing takes.
    component RowButton: AbstractButton {
        id: button

        required property string sign

        Accessible.name: text
        Accessible.role: Accessible.Button
        focusPolicy: Qt.NoFocus
        implicitHeight: row.small

        contentItem: Text {
            Accessible.ignored: true
            color: button.hovered ? Theme.text : Theme.textSoft
            font.family: Theme.sans
            font.pixelSize: 17 * Theme.scale
            horizontalAlignment: Text.AlignHCenter
            text: button.sign
            textFormat: Text.PlainText
            verticalAlignment: Text.AlignVCenter
        }
    }

    Accessible.checkable: foldable
    Accessible.checked: unfolded
    Accessible.description: foldable ? (unfolded ? qsTr("Unfolded") : qsTr("Folded")) : ""
    Accessible.name: [who, title, about, pin, parting].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: line + (naming ? 8 : 0) + (detailed ? below.height + 10 : 0)
    padding: 0
    text: title

    // The list gives its current row the keyboard, and a button takes Space for a click.
    Keys.onSpacePressed: event => {
        if (!event.isAutoRepeat)
            timeline.toggleDetail(key);
    }

    background: Item {
        Rectangle {
            color: row.current ? Theme.selected : row.down ? Theme.press : row.hovered ? Theme.hover : "transparent"
            height: row.line + (row.naming ? 8 : 0)
            radius: Theme.radiusRow
            width: parent.width
        }
    }
    contentItem: Item {
        Rectangle {
            color: Theme.line
            height: row.middle - stone.height / 2 - 3
            visible: row.index > 0
            width: 1
            x: row.spine
        }
        Rectangle {
            color: Theme.line
            height: row.height - y
            visible: !row.last
            width: 1
            x: row.spine
            y: row.middle + stone.height / 2 + 3
        }
        Stone {
            id: stone

            tone: row.tone
            x: row.spine - Math.floor(width / 2)
            y: row.middle - height / 2
        }
        Text {
            id: words

            Accessible.ignored: true
            anchors.left: parent.left
            anchors.leftMargin: Math.round(56 * Theme.scale)
            anchors.right: fold.active ? fold.left : parent.right
            anchors.rightMargin: 8
            color: row.tone === "failed" ? Theme.brick : row.tone === "waiting" || row.tone === "unknown" ? Theme.amber : Theme.text
            elide: Text.ElideRight
            font.family: Theme.sans
            font.pixelSize: Theme.row
            font.weight: row.mine ? Font.DemiBold : Font.Normal
            text: row.title
            textFormat: Text.PlainText
            y: Math.round(4 * Theme.scale)
        }
        Loader {
            id: fold

            active: row.foldable
            anchors.right: parent.right
            anchors.rightMargin: 4
            width: active ? row.small : 0

            sourceComponent: RowButton {
                objectName: "fold:" + row.key
                rotation: row.unfolded ? 90 : 0
                sign: "›"
                text: row.unfolded ? qsTr("Fold") : qsTr("Unfold")

                onClicked: row.timeline.toggle(row.key)
            }
        }
        Loader {
            id: more

            active: (row.hovered || row.current) && !row.naming
            anchors.right: parent.right
            anchors.rightMargin: 4
            width: active ? row.small : 0
            y: row.small - 2

            sourceComponent: RowButton {
                objectName: "more:" + row.key
                sign: "⋯"
                text: qsTr("What can be done with this step")

                onClicked: row.menuRequested()
            }
        }
        SmallText {
            Accessible.ignored: true
            anchors.left: words.left
            anchors.right: more.left
            anchors.rightMargin: 4
            anchors.top: words.bottom
            anchors.topMargin: 1
            color: row.ink
            elide: Text.ElideRight
            font.pixelSize: 11.5 * Theme.scale
            text: row.about
            visible: !row.naming && !row.rich
        }
        // Most rows have neither; what they do not show is not made.
        Loader {
            active: row.rich && !row.naming
            anchors.left: words.left
            anchors.top: words.bottom
            anchors.topMargin: 1
            width: Math.min(implicitWidth, more.x - x - 4)

            sourceComponent: StepAbout {
                about: row.about
                branches: row.timeline.branches
                chips: row.chips
                ink: row.ink
                name: row.name
                pinned: row.pinned
            }
        }
        Loader {
            active: row.naming
            anchors.left: words.left
            anchors.right: parent.right
            anchors.rightMargin: 8
            anchors.top: words.bottom
            anchors.topMargin: 2

            sourceComponent: NameField {
                name: qsTr("Name of this step")
                placeholderText: qsTr("A name, if you like")
                text: row.name

                onGiven: row.nameGiven()
                onTaken: text => row.nameTaken(text)
            }
        }
        Loader {
            id: below

            active: row.detailed
            anchors.left: parent.left
            anchors.leftMargin: Math.round(44 * Theme.scale)
            anchors.right: parent.right
            y: row.line + 2

            sourceComponent: StepDetail {
                step: row.timeline.detail
            }
        }
    }

    Loader {
        active: row.hovered && words.truncated

        sourceComponent: Tip {
            text: row.title
            visible: !row.down
            width: Math.min(implicitWidth, 420)
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton

        onTapped: row.menuRequested()
    }
}
