import QtQuick

// Brings what gets the keyboard into sight, in the view that it scrolls in: the item, or the pane
// of it that can be seen. What is larger than the view is left where it is, if some of it is seen.
Item {
    id: follower

    required property Flickable view

    readonly property Item focused: follower.Window.activeFocusItem

    function seen(item: Item): Item {
        let pane = item;
        for (let one = item; one; one = one.parent) {
            if (one === view.contentItem)
                return pane;
            if (one instanceof Flickable && (one as Flickable).contentHeight > one.height)
                pane = one;
        }
        return null;
    }

    onFocusedChanged: {
        const pane = focused === view ? null : seen(focused);
        if (!pane)
            return;
        const top = pane.mapToItem(view.contentItem, 0, 0).y - 8;
        const bottom = top + pane.height + 16;
        if (pane.height > view.height && top < view.contentY + view.height && bottom > view.contentY)
            return;
        if (top < view.contentY)
            view.contentY = Math.max(view.originY, top);
        else if (bottom > view.contentY + view.height)
            view.contentY = Math.min(bottom - view.height, top);
    }
}
