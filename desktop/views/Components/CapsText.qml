import QtQuick
import Theme

// The heading of a group.
Text {
    color: Theme.textSoft
    font.capitalization: Font.AllUppercase
    font.family: Theme.sans
    font.letterSpacing: 0.6
    font.pixelSize: Theme.caps
    font.weight: Font.DemiBold
    textFormat: Text.PlainText
}
