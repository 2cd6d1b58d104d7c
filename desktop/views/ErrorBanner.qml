import QtQuick
import Cairn
import Components

// What nobody expected, or what could not be done, until it is put away.
Banner {
    id: banner

    required property ErrorsViewModel errors

    hint: errors.hint
    kind: Banner.Kind.Failed
    objectName: "errorBanner"
    sentence: errors.sentence
    visible: errors.shown

    TextButton {
        objectName: "copyDetails"
        text: qsTr("Copy details")
        visible: banner.errors.hasDetails

        onClicked: banner.errors.copyDetails()
    }
    TextButton {
        objectName: "dismissError"
        quiet: true
        text: qsTr("Close")

        onClicked: banner.errors.dismiss()
    }
}
