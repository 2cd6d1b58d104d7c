import QtQuick
import Theme

// Secondary words.
Text {
    color: Theme.textSoft
    font.family: Theme.sans
    font.pixelSize: Theme.secondary
    textFormat: Text.PlainText
}
