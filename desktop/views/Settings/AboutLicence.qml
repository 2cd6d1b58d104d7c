pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cairn
import Components
import Theme

// The licence of one part, in full.
FocusScope {
    id: licence

    required property PartsViewModel parts
    required property real margin

    Accessible.name: qsTr("Licence of %1").arg(parts.opened)
    Accessible.role: Accessible.Pane

    Component.onCompleted: body.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: parts.leave()

    RowLayout {
        id: head

        spacing: 8
        width: parent.width - 2 * licence.margin + 8
        // The arrow, and not its button, stands in line with the text.
        x: licence.margin - 8

        IconButton {
            Layout.alignment: Qt.AlignTop
            iconName: "arrow-left"
            objectName: "leaveLicence"
            text: qsTr("Back to all parts")

            onClicked: licence.parts.leave()
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 5
            spacing: 2

            TitleText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                objectName: "licenceOf"
                text: licence.parts.opened
            }
            SmallText {
                Layout.fillWidth: true
                text: licence.parts.openedAbout
                visible: text !== ""
                wrapMode: Text.Wrap
            }
            SmallText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                text: licence.parts.openedHome
                visible: text !== ""
            }
        }
        TextButton {
            Layout.alignment: Qt.AlignTop
            objectName: "licenceHome"
            text: qsTr("Home page")
            visible: licence.parts.openedHome !== ""

            onClicked: Qt.openUrlExternally(licence.parts.openedHome)
        }
        TextButton {
            Layout.alignment: Qt.AlignTop
            enabled: body.count > 0
            iconName: copied.running ? "check" : "copy"
            objectName: "copyLicence"
            text: copied.running ? qsTr("Copied") : qsTr("Copy")

            onClicked: {
                licence.parts.copyText();
                copied.restart();
            }

            Timer {
                id: copied

                interval: 2000
            }
        }
    }
    ListView {
        id: body

        // Whether focus is shown: not where the text was just opened.
        property bool ringed: false

        function scrollTo(place: real): void {
            contentY = Math.max(originY, Math.min(originY + contentHeight + bottomMargin - height, place));
        }

        Accessible.name: qsTr("Text of the licence")
        Accessible.role: Accessible.List
        activeFocusOnTab: true
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: 12
        bottomMargin: 40
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0
        clip: true
        currentIndex: -1
        focus: true
        keyNavigationEnabled: false
        leftMargin: licence.margin
        model: licence.parts.paragraphs
        objectName: "licenceText"
        reuseItems: true
        rightMargin: licence.margin

        Keys.onPressed: event => {
            event.accepted = true;
            switch (event.key) {
            case Qt.Key_Down:
                scrollTo(contentY + 48);
                break;
            case Qt.Key_Up:
                scrollTo(contentY - 48);
                break;
            case Qt.Key_PageDown:
            case Qt.Key_Space:
                scrollTo(contentY + height * 0.9);
                break;
            case Qt.Key_PageUp:
                scrollTo(contentY - height * 0.9);
                break;
            case Qt.Key_Home:
                positionViewAtBeginning();
                break;
            case Qt.Key_End:
                positionViewAtEnd();
                scrollTo(contentY + bottomMargin);
                break;
            default:
                event.accepted = false;
            }
        }
        onActiveFocusChanged: {
            if (!activeFocus)
                ringed = true;
        }
        onLeftMarginChanged: contentX = -leftMargin

        ScrollBar.vertical: ThinScrollBar {}
        delegate: Item {
            id: piece

            required property string text
            required property int indent
            required property bool rule
            required property bool drawn

            Accessible.ignored: rule
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            height: rule ? 25 : words.implicitHeight + 8
            width: ListView.view.width - 2 * licence.margin

            SmallText {
                id: words

                Accessible.ignored: true
                color: Theme.text
                font.family: piece.drawn ? Theme.mono : Theme.sans
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                text: piece.text
                visible: !piece.rule
                width: parent.width - x
                wrapMode: Text.Wrap
                x: piece.indent * Math.round(16 * Theme.scale)
            }
            Hairline {
                anchors.verticalCenter: parent.verticalCenter
                visible: piece.rule
                width: parent.width
            }
        }
        header: Item {
            height: licence.parts.trouble === "" ? 0 : trouble.implicitHeight
            width: licence.width - 2 * licence.margin

            SmallText {
                id: trouble

                bottomPadding: 12
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                objectName: "licenceTrouble"
                text: licence.parts.trouble
                visible: text !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
        }

        FocusRing {
            inset: 1
            parent: body
            radius: 4
            visible: body.activeFocus && body.ringed
        }
    }
}
