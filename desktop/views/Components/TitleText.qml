import QtQuick
import Theme

// The name of a page or of a card.
Text {
    color: Theme.text
    elide: Text.ElideRight
    font.family: Theme.sans
    font.pixelSize: Theme.title
    font.weight: Font.DemiBold
    textFormat: Text.PlainText
}
