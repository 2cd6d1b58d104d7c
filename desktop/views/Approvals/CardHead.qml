import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// What kind of question it is, what about, and which of how many.
RowLayout {
    id: head

    required property CardViewModel card

    spacing: 10

    Badge {
        ground: Theme.amberSoft
        iconName: head.card.unknown ? "question" : "clock"
        ink: Theme.amber
        objectName: "cardBadge"
        text: head.card.unknown ? (head.width > 560 * Theme.scale ? qsTr("Not sure whether it happened") : qsTr("Not sure")) : qsTr("Waits for you")
    }
    Text {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        color: Theme.text
        elide: Text.ElideMiddle
        font.family: Theme.sans
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        objectName: "cardTitle"
        text: head.card.title
        textFormat: Text.PlainText
    }
    SmallText {
        objectName: "cardPosition"
        text: qsTr("%1 of %2").arg(head.card.position).arg(head.card.count)
        visible: head.card.count > 1
    }
    SegmentBar {
        card: head.card
        visible: head.card.count > 1
    }
}
