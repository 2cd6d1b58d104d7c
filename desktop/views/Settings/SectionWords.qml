import QtQuick
import Components
import Theme

// What a section is about, in a sentence or two.
SmallText {
    bottomPadding: 12
    lineHeight: Theme.secondaryLine
    lineHeightMode: Text.FixedHeight
    topPadding: 4
    wrapMode: Text.Wrap
}
