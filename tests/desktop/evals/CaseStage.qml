import QtQuick
import Cairn
import Evals
import Theme

// The sheet that makes a case, over an empty page.
Rectangle {
    id: stage

    required property MakeCaseViewModel making

    color: Theme.page

    MakeCaseSheet {
        making: stage.making
    }
}
