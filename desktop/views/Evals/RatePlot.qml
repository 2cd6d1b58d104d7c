pragma ComponentBehavior: Bound

import QtQuick
import Cairn
import Components
import Theme

// Pass rates over the runs of the suite, oldest at the left, each with its interval. The arrows
// walk from point to point, Enter opens that run.
FocusScope {
    id: plot

    required property ReportViewModel report

    // The point that has, or gets, the keyboard.
    property int current: -1
    // What is said of the point that the mouse, or the keyboard, is at.
    property string pointed
    property string walked
    readonly property real gutter: Math.round(48 * Theme.scale)
    readonly property real spread: 8
    readonly property int lines: report.lines.length

    function xOf(at: real, line: int): real {
        return gutter + 24 + at * (width - gutter - 48) + (line - (lines - 1) / 2) * spread;
    }
    function yOf(rate: real): real {
        return 10 + (1 - rate) * (area.height - 20);
    }
    function walk(by: int): void {
        const target = points.itemAt(Math.max(0, Math.min(points.count - 1, current + by))) as Item;
        if (target)
            target.forceActiveFocus(Qt.TabFocusReason);
    }

    Accessible.name: qsTr("Pass rate over the runs of this suite")
    Accessible.role: Accessible.List
    implicitHeight: words.y + words.height
    objectName: "reportPlot"

    Keys.onLeftPressed: walk(-1)
    Keys.onRightPressed: walk(1)
    onActiveFocusChanged: {
        if (!activeFocus)
            walked = "";
    }

    Item {
        id: area

        height: Math.round(180 * Math.max(1, Theme.scale * 0.8))
        width: plot.width

        Repeater {
            model: [1, 0.5, 0]

            Item {
                id: level

                required property real modelData

                width: area.width
                y: plot.yOf(modelData)

                SmallText {
                    Accessible.ignored: true
                    anchors.verticalCenter: parent.top
                    horizontalAlignment: Text.AlignRight
                    text: qsTr("%1 %").arg(Math.round(level.modelData * 100))
                    width: plot.gutter - 10
                }
                Hairline {
                    width: area.width - plot.gutter
                    x: plot.gutter
                }
            }
        }
        Repeater {
            id: points

            model: plot.report.points

            Item {
                id: point

                required property int index
                required property string runId
                required property real at
                required property real rate
                required property real low
                required property real high
                required property int line
                required property bool joined
                required property real before
                required property real was
                required property bool here
                required property string spoken

                readonly property point from: Qt.point(plot.xOf(before, line) - x, plot.yOf(was) - y)

                Accessible.description: here ? qsTr("The run in view") : qsTr("Press Enter to open its report")
                Accessible.focusable: true
                Accessible.focused: activeFocus
                Accessible.name: spoken
                Accessible.role: Accessible.ListItem
                activeFocusOnTab: activeFocus || index === (plot.current < 0 ? points.count - 1 : plot.current)
                height: 1
                objectName: "reportPoint:" + index
                width: 1
                x: plot.xOf(at, line)
                y: plot.yOf(rate)
                z: activeFocus || over.hovered ? 2 : here ? 1 : 0

                Accessible.onPressAction: plot.report.open(runId)
                Keys.onEnterPressed: plot.report.open(runId)
                Keys.onReturnPressed: plot.report.open(runId)
                onActiveFocusChanged: {
                    if (activeFocus) {
                        plot.current = index;
                        plot.walked = spoken;
                    }
                }

                Rectangle {
                    antialiasing: true
                    color: mark.tint
                    height: 1.5
                    opacity: 0.7
                    rotation: Math.atan2(point.from.y, point.from.x) * 180 / Math.PI
                    transformOrigin: Item.Left
                    visible: point.joined
                    width: Math.hypot(point.from.x, point.from.y)
                }
                Rectangle {
                    color: mark.tint
                    height: Math.max(1, plot.yOf(point.low) - plot.yOf(point.high))
                    opacity: point.here ? 0.6 : 0.3
                    width: 2
                    x: -1
                    y: plot.yOf(point.high) - point.y
                }
                PlotMark {
                    id: mark

                    anchors.centerIn: parent
                    line: point.line
                    weight: point.here ? 1.4 : 1
                }
                FocusRing {
                    inset: -9
                    radius: 10
                    visible: point.activeFocus
                }
                Item {
                    anchors.centerIn: parent
                    height: 24
                    width: 24

                    HoverHandler {
                        id: over

                        onHoveredChanged: plot.pointed = hovered ? point.spoken : ""
                    }
                    TapHandler {
                        onTapped: plot.report.open(point.runId)
                    }
                }
            }
        }
    }
    Flow {
        id: legend

        spacing: 16
        width: plot.width - plot.gutter
        x: plot.gutter
        y: area.height + 8

        Repeater {
            model: plot.report.lines

            Row {
                id: entry

                required property int index
                required property string modelData

                spacing: 6

                PlotMark {
                    anchors.verticalCenter: parent.verticalCenter
                    line: entry.index
                }
                SmallText {
                    Accessible.ignored: true
                    elide: Text.ElideMiddle
                    text: entry.modelData
                    width: Math.min(implicitWidth, legend.width - 16)
                }
            }
        }
    }
    SmallText {
        id: words

        Accessible.ignored: true
        color: text === plot.pointed || text === plot.walked ? Theme.text : Theme.textSoft
        // Room for two lines in any case, so that nothing below moves.
        height: 2 * Theme.secondaryLine
        lineHeight: Theme.secondaryLine
        lineHeightMode: Text.FixedHeight
        objectName: "plotWords"
        text: plot.pointed || plot.walked || qsTr("Each mark is a candidate in one run of this suite; the line through it reaches as far as chance may.")
        width: plot.width - plot.gutter
        wrapMode: Text.Wrap
        x: plot.gutter
        y: legend.y + legend.height + 6
    }
}
