pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// Above the parts: which Cairn this is, on what it runs, and where the data lies.
ColumnLayout {
    id: head

    required property AboutViewModel about

    readonly property string drawing: {
        switch (GraphicsInfo.api) {
        case GraphicsInfo.Unknown:
            return "";
        case GraphicsInfo.Software:
            return qsTr("Software, without the graphics card");
        case GraphicsInfo.OpenGL:
            return "OpenGL";
        case GraphicsInfo.Direct3D11:
            return "Direct3D 11";
        case GraphicsInfo.Direct3D12:
            return "Direct3D 12";
        case GraphicsInfo.Vulkan:
            return "Vulkan";
        case GraphicsInfo.Metal:
            return "Metal";
        default:
            return qsTr("none");
        }
    }

    // Down, in the field: to the first row.
    signal downPressed

    spacing: 0

    component Fact: RowLayout {
        id: fact

        required property string name
        required property string value

        Accessible.name: name + ": " + value
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        spacing: 12

        SmallText {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.round(120 * Theme.scale)
            text: fact.name
            wrapMode: Text.Wrap
        }
        SmallText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.text
            text: fact.value
            wrapMode: Text.Wrap
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 12
        spacing: 16

        StoneMark {
            Layout.alignment: Qt.AlignVCenter
            extent: Math.round(44 * Theme.scale)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            TitleText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.display
                objectName: "aboutVersion"
                text: head.about.version === "" ? "Cairn" : qsTr("Cairn %1").arg(head.about.version)
            }
            SmallText {
                Layout.fillWidth: true
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                text: qsTr("A desktop agent that you can rewind: it keeps every step, changes nothing without you, and works without a network.")
                wrapMode: Text.Wrap
            }
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.topMargin: 20
        spacing: 4

        Repeater {
            model: head.about.names

            Fact {
                required property int index
                required property string modelData

                name: modelData
                value: head.about.values[index] ?? ""
            }
        }
        Fact {
            name: qsTr("Graphics")
            objectName: "aboutDrawing"
            value: head.drawing
            visible: value !== "" && head.about.version !== ""
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 4
        spacing: 12
        visible: head.about.whyNoCard !== "" && head.about.version !== ""

        SmallText {
            Layout.fillWidth: true
            Layout.leftMargin: Math.round(120 * Theme.scale) + 12
            objectName: "whyNoCard"
            text: head.about.triesCard ? qsTr("The next start of Cairn tries the graphics card again.") : head.about.whyNoCard
            wrapMode: Text.Wrap
        }
        TextButton {
            objectName: "tryCard"
            text: qsTr("Try the card again")
            visible: !head.about.triesCard

            onClicked: head.about.tryCard()
        }
    }
    TextButton {
        id: copy

        Layout.topMargin: 12
        enabled: head.about.version !== ""
        iconName: copied.running ? "check" : "copy"
        objectName: "copyReport"
        text: copied.running ? qsTr("Copied") : qsTr("Copy for a report")

        onClicked: {
            head.about.copyReport(head.drawing);
            copied.restart();
        }

        Timer {
            id: copied

            interval: 2000
        }
    }
    CapsText {
        Accessible.role: Accessible.Heading
        Layout.topMargin: 24
        text: qsTr("Your data")
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 6
        spacing: 12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            SmallText {
                Layout.fillWidth: true
                color: Theme.text
                elide: Text.ElideMiddle
                font.family: Theme.mono
                objectName: "aboutFolder"
                text: head.about.folder
            }
            SmallText {
                Layout.fillWidth: true
                lineHeight: Theme.secondaryLine
                lineHeightMode: Text.FixedHeight
                objectName: "aboutSize"
                text: head.about.size === "" ? qsTr("Measuring…") : head.about.sizes === "" ? head.about.size : qsTr("%1: %2").arg(head.about.size).arg(head.about.sizes)
                wrapMode: Text.Wrap
            }
        }
        TextButton {
            Layout.alignment: Qt.AlignVCenter
            enabled: head.about.folder !== ""
            objectName: "openFolder"
            text: qsTr("Open folder")

            onClicked: head.about.openFolder()
        }
    }
    CapsText {
        Accessible.role: Accessible.Heading
        Layout.topMargin: 24
        text: qsTr("What Cairn is built from")
    }
    SectionWords {
        Layout.fillWidth: true
        bottomPadding: 8
        objectName: "partsWords"
        text: head.about.parts.packaged ? qsTr("Cairn is free software, under the Apache License 2.0. It is built from these parts, each under its own licence.") : qsTr("This Cairn runs from its sources; these are the packages that it uses. The packaged app lists its libraries, fonts and model too.")
        visible: head.about.parts.state !== PartsViewModel.State.READING && !head.about.parts.missing
    }
    Field {
        Layout.bottomMargin: 8
        Layout.fillWidth: true
        iconName: "search"
        name: qsTr("Search by name or licence")
        objectName: "searchParts"
        placeholderText: name

        Keys.onDownPressed: head.downPressed()
        Keys.onEscapePressed: event => {
            event.accepted = text !== "";
            clear();
        }
        onTextChanged: head.about.parts.search(text)
    }
}
