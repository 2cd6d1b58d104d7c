import QtQuick

// Brings what gets the keyboard into sight, in the view that it scrolls in.
Item {
    id: follower

    required property Flickable view

    readonly property Item focused: follower.Window.activeFocusItem

    function isWithin(item: Item): bool {
        for (let one = item; one; one = one.parent) {
            if (one === view.contentItem)
                return true;
        }
        return false;
    }

    onFocusedChanged: {
        if (!focused || focused === view || !isWithin(focused))
            return;
        const top = focused.mapToItem(view.contentItem, 0, 0).y - 8;
        const bottom = top + focused.height + 16;
        if (top < view.contentY)
            view.contentY = Math.max(view.originY, top);
        else if (bottom > view.contentY + view.height)
            view.contentY = Math.min(bottom - view.height, top);
    }
}
