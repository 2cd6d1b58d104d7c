"""Saves a picture of two branches side by side, in each state.

    python -m tests.desktop.timeline.compare_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import sys

from PySide6.QtCore import Qt

from desktop.timeline.comparing import CompareViewModel
from graphs import TextDelta, TurnStatus
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.conftest import PlainHost
from tests.desktop.timeline.path import Path

LISBON = (
    "Lisbon in May is warm and dry: about 22 °C by day, cool at night. Take tram 28 early in the "
    "morning, before the queues.\n\nSee the Tile Museum, and walk up to the castle at dusk."
)
PORTO = (
    "Porto in May is mild and often wet: about 19 °C by day, cool at night. Take the tram along "
    "the river early in the morning, before the queues.\n\nSee the book shop, and walk up to the "
    "cathedral at dusk."
)


def take(path: Path, comparing: CompareViewModel, shown: Gallery) -> None:
    """Every state, one after the other."""
    main = path.main_id
    path.you("I have three free days. What should I pack?")
    path.answers("A light jacket, and shoes to walk in.")
    path.you("How is Lisbon in May?")
    path.done(path.wants("Read notes.txt", text="Your notes may say more.", tool="read_file"))
    path.answers(LISBON, 640)
    path.you("Thanks! Write that down.")
    path.done(path.wants("lisbon.md"))
    path.answers("It is in lisbon.md.")
    porto = path.fork(2, "“Porto” instead of “Lisbon”")
    path.you("How is Porto in May?")
    path.answers(PORTO, 412)
    same = path.fork(8, "another answer", of=main)

    def picture(name: str) -> None:
        shown.desk.until(lambda: bool(comparing.property("state")))
        shown.picture(f"compare-{name}")

    comparing.open(main, porto)
    shown.show("Timeline", "ComparePage", comparing=comparing, backHint="Esc")
    picture("branches")
    shown.screen.click("bothField")
    shown.screen.type("And in November?")
    picture("writing")
    shown.screen.item("compareList").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    shown.screen.key(Qt.Key.Key_End)
    picture("end")
    shown.screen.click("compareRight")
    picture("choosing")
    shown.screen.key(Qt.Key.Key_Escape)
    comparing.openStep(main, 4)
    picture("step")
    comparing.open(main, same)
    picture("one-sided")
    comparing.open(main, main)
    picture("same")
    path.branch_id = porto
    path.you("Write it down, and everything you know of the town.")
    path.wants("porto.md")
    path.ends(TurnStatus.WAITING)
    comparing.open(main, porto)
    picture("waits")
    path.branch_id = main
    path.you("Write a long story.")
    path.answers("A stone wanted to see the sea. " * 400)
    comparing.open(main, porto)
    picture("long")
    writes(comparing, shown, main, "It walked for three days, and then it saw")
    writes(comparing, shown, porto, "It went by train, and slept until")
    shown.screen.key(Qt.Key.Key_End)
    picture("written-now")
    comparing.open(main, "gone")
    picture("error")


def writes(comparing: CompareViewModel, shown: Gallery, branch_id: str, words: str) -> None:
    """So much of an answer has come."""
    told = TextDelta(branch_id, "t", f"of {branch_id}", words)
    shown.desk.act(lambda: comparing.handle(told))


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        comparing = CompareViewModel(shown.calls, PlainHost(shown.library), shown.tasks)
        take(Path(shown.library, "Three free days"), comparing, shown)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
