import QtQuick
import QtQuick.Layouts
import Cairn
import Components
import Theme

// At the end of the transcript while a turn runs: what it waits for, or just that it works.
Item {
    id: working

    required property ChatViewModel viewModel
    required property real column

    // The engine is not up yet, or the model is not.
    readonly property bool early: viewModel.running && !viewModel.ready
    readonly property bool loading: early || viewModel.waitingForModel
    readonly property bool waiting: viewModel.retry !== ""

    implicitHeight: viewModel.running ? Math.round(52 * Math.max(1, Theme.scale)) : 24

    RowLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 14
        spacing: 12
        visible: working.viewModel.running
        width: working.column

        StoneMark {
            extent: Math.round(16 * Theme.scale)

            SequentialAnimation on opacity {
                loops: Animation.Infinite
                running: working.viewModel.running && !Theme.reduceMotion

                NumberAnimation {
                    duration: 800
                    easing.type: Easing.InOutSine
                    to: 0.35
                }
                NumberAnimation {
                    duration: 800
                    easing.type: Easing.InOutSine
                    to: 1
                }
            }
        }
        SmallText {
            Accessible.name: text === "" ? qsTr("Cairn is working") : text
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            elide: Text.ElideRight
            objectName: working.loading ? "loadingNotice" : working.waiting ? "retryNotice" : "workingNotice"
            text: working.viewModel.stopping ? qsTr("Stopping…") : working.early ? qsTr("Cairn is getting ready. Your message goes out as soon as it is.") : working.loading ? qsTr("Getting %1 ready. The first time takes a moment.").arg(working.viewModel.modelName) : working.viewModel.retry
        }
        LoadingLine {
            implicitWidth: 96
            visible: working.loading
        }
    }
}
