import QtQuick
import Components
import Theme

// What came of something, in the colours of how good that is: good, bad, odd or plain.
Badge {
    required property string tone

    ground: tone === "good" ? Theme.accentSoft : tone === "bad" ? Theme.removed : tone === "odd" ? Theme.amberSoft : Theme.sunk
    ink: tone === "good" ? Theme.accent : tone === "bad" ? Theme.brick : tone === "odd" ? Theme.amber : Theme.textSoft
}
