import QtQuick
import Theme

// Words at reading size.
Text {
    color: Theme.text
    font.family: Theme.sans
    font.pixelSize: Theme.body
    lineHeight: Theme.bodyLine
    lineHeightMode: Text.FixedHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
