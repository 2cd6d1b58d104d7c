"""What can be brought back to how it was at a step, path by path. Pure.

What was at a path then is what the first action since found there. What may be put in the place of
what is there now is decided by who left it there: nothing that somebody else made is overwritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath
from typing import Literal, TypeAlias

from graphs.errors import ToolError
from graphs.storage.action_records import DiffLine
from graphs.tools import content
from graphs.tools.diff import diff

Kind: TypeAlias = Literal["file", "folder", "absent", "too large", "other"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is or was at a path.

    `digest` is the SHA-256 of a file's content; that of a folder covers the names in it, that of
    something too large its size and time, where they were looked at. `mode` are its rights.
    """

    kind: Kind
    digest: str = ""
    mode: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Touch:
    """What one action did at a path.

    `after` is None where nobody saw it. `own`: the action is one of those to be undone, or brought
    files back itself. `moved_to` is where the action moved what was there; `empty` says that a
    folder it took away held nothing. `at` grows with time, over all paths.
    """

    before: Thing
    after: Thing | None
    own: bool = True
    moved_to: str = ""
    empty: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A path that was touched since the step, the oldest touch first.

    `path` is absolute and `shown` relative to its `workspace`. `kept`: what a file held then is
    still kept. `barred` is why nothing can be changed there, or "". `inside` are the paths
    directly in a folder. `was` and `held` are the contents then and now, empty
    for nothing; None where they are not to be shown.
    """

    path: str
    shown: str
    workspace: str
    touches: tuple[Touch, ...]
    now: Thing
    kept: bool = True
    barred: str = ""
    inside: tuple[str, ...] = ()
    was: bytes | None = None
    held: bytes | None = None

    @property
    def then(self) -> Thing:
        return self.touches[0].before

    @property
    def left(self) -> Thing | None:
        """What the last action left there; None where nobody knows."""
        return self.touches[-1].after


class How(StrEnum):
    """What bringing a path back does."""

    WRITE = "write"  # what the file held is written
    REMOVE = "remove"  # it was not there: a file goes to the trash, an empty folder goes
    MOVE = "move"  # it was moved, and is moved back
    MAKE = "make"  # an empty folder is made again


@dataclass(frozen=True, slots=True)
class FileBack:
    """One path that is not as it was at the step.

    `how` is None when it cannot be brought back; `sentence` says why, or what will happen. `sure`:
    nobody but the actions since has changed it. `source` is where it is moved back from, shown.
    `diff` is what bringing it back changes, line by line; `more` lines were left out.
    """

    path: str
    shown: str
    workspace: str
    then: Thing
    now: Thing
    how: How | None
    sentence: str
    sure: bool = False
    source: str = ""
    diff: tuple[DiffLine, ...] = ()
    more: int = 0

    @property
    def possible(self) -> bool:
        return self.how is not None


def planned(spots: Sequence[Spot]) -> tuple[FileBack, ...]:
    """One FileBack for each spot that is not as it was, by path."""
    by_path = {spot.path: spot for spot in spots}
    moved = moves_back(spots)
    found: dict[str, FileBack] = {}
    deepest_first = sorted(spots, key=lambda spot: (-len(PurePath(spot.path).parts), spot.path))
    for spot in deepest_first:
        if spot.path in moved:
            found[spot.path] = _move(spot, by_path[moved[spot.path]])
        elif spot.path not in moved.values() and not _as_it_was(spot, by_path):
            found[spot.path] = _back(spot, found, moved)
    return tuple(found[path] for path in sorted(found))


def moves_back(spots: Sequence[Spot]) -> dict[str, str]:
    """The paths that are brought back by a move, and where what was there lies now.

    What lies below them has to be looked at there; see `lying`.
    """
    by_path = {spot.path: spot for spot in spots}
    return {spot.path: lies for spot in spots if (lies := _moved(spot, by_path))}


def lying(path: str, moved: Mapping[str, str]) -> str:
    """Where what belongs at `path` lies while folders above it are still to be moved back."""
    for folder in PurePath(path).parents:
        if str(folder) in moved:
            return str(PurePath(moved[str(folder)]) / PurePath(path).relative_to(folder))
    return path


def ordered(files: Sequence[FileBack]) -> tuple[FileBack, ...]:
    """Files in an order in which each can be brought back.

    Contents, moves, contents of what was moved, then folders.
    """
    moved = {file.path for file in files if file.how is How.MOVE}

    def place(file: FileBack) -> tuple[int, int]:
        depth = len(PurePath(file.path).parts)
        match file.how:
            case How.MOVE:
                return 1, -depth
            case How.MAKE:
                return 3, depth
            case How.REMOVE if file.now.kind == "folder":
                return 4, -depth
            case _:
                later = any(str(folder) in moved for folder in PurePath(file.path).parents)
                return 2 if later else 0, -depth

    return tuple(sorted(files, key=place))


def same(one: Thing, other: Thing) -> bool:
    """Whether they are the same as far as is known; of folders only that both are."""
    return one.kind == other.kind and (one.kind == "folder" or one.digest == other.digest)


def _as_it_was(spot: Spot, by_path: Mapping[str, Spot]) -> bool:
    above = (by_path.get(str(folder)) for folder in PurePath(spot.path).parents)
    if any(one and one.then.kind == one.now.kind == "absent" for one in above):
        return True
    if spot.then.kind == "folder":
        return spot.now.kind == "folder" and _whereabouts(spot, by_path) == spot.path
    if spot.then.kind == "too large":
        back = bool(spot.touches[0].moved_to) and spot.left == spot.now
        return back and _whereabouts(spot, by_path) == spot.path
    return same(spot.then, spot.now)


def _whereabouts(spot: Spot, by_path: Mapping[str, Spot]) -> str:
    """Where what cannot be kept has been moved since, perhaps back; "" for the trash."""
    kind, path, at = spot.then.kind, spot.path, -1
    while True:
        place = by_path.get(path)
        later = (touch for touch in (place.touches if place else ()) if touch.at > at)
        left = next((touch for touch in later if _takes(touch, kind)), None)
        if left is None:
            return path
        if left.empty and spot.now.kind == "folder":
            return spot.path
        if not left.moved_to:
            return ""
        path, at = left.moved_to, left.at


def _takes(touch: Touch, kind: Kind) -> bool:
    """Whether the action took away what was there."""
    return touch.before.kind == kind and touch.after is not None and touch.after.kind != kind


def _moved(spot: Spot, by_path: Mapping[str, Spot]) -> str:
    """Where what cannot be kept lies now, if it was only moved; "" otherwise."""
    if spot.then.kind not in ("folder", "too large") or spot.now.kind != "absent" or spot.barred:
        return ""
    lies = _whereabouts(spot, by_path)
    place = by_path.get(lies)
    if place is None or lies == spot.path or place.barred:
        return ""
    known = place.left is not None and same(place.left, place.now)
    fits = place.now.kind == spot.then.kind and place.then.kind == "absent"
    return lies if fits and known else ""


def _move(spot: Spot, lies: Spot) -> FileBack:
    sure = lies.left == lies.now and all(touch.own for touch in (*spot.touches, *lies.touches))
    along = "" if lies.left == lies.now else " What came into it since moves along."
    sentence = f"Moves back from {lies.shown}.{along}"
    return replace(_file(spot, How.MOVE, sentence, sure=sure), source=lies.shown, now=lies.now)


def _back(spot: Spot, found: Mapping[str, FileBack], moved: Mapping[str, str]) -> FileBack:
    why = _refusal(spot, found, moved)
    if why:
        return _seen(_file(spot, None, why), spot)
    how, sentence = _deed(spot)
    doubt = _doubt(spot)
    later = "Its folder has to come back too." if lying(spot.path, moved) != spot.path else ""
    told = " ".join(filter(None, (sentence, doubt, later)))
    return _seen(_file(spot, how, told, sure=not doubt), spot)


def _refusal(spot: Spot, found: Mapping[str, FileBack], moved: Mapping[str, str]) -> str:
    """Why it cannot be brought back; "" if it can."""
    then, now = spot.then, spot.now
    if spot.barred:
        return spot.barred
    if then.kind == "too large":
        return "It was too large to be kept."
    if then.kind == "other" or now.kind == "other":
        return "It is neither a file nor a folder, and is left alone."
    if then.kind == "folder":
        return _no_folder(spot)
    if then.kind == "file" and not spot.kept:
        return "What it held is gone: it is not kept any more."
    if then.kind == "file" and now.kind == "folder":
        return "There is a folder in its place now."
    if now.kind == "too large":
        return "It is too large to be kept before it is changed."
    if now.kind == "folder":
        goes = [found.get(path) for path in spot.inside]
        going = [file for file in goes if file is not None and file.how is How.REMOVE]
        leaving = set(moved.values()) & set(spot.inside)
        rest = len(spot.inside) - len(going) - len(leaving)
        return "Something else lies in it, so it stays." if rest else ""
    if now.kind == "file" and spot.left is not None and not same(spot.left, now):
        return "Somebody else has changed it since, so it is left alone."
    return ""


def _no_folder(spot: Spot) -> str:
    if spot.now.kind == "folder":
        return "There is another folder in its place now."
    if spot.now.kind != "absent":
        return "There is something else in its place now."
    if spot.touches[0].empty:
        return ""
    if spot.touches[0].moved_to:
        return f"It was moved to {PurePath(spot.touches[0].moved_to).name}, and changed since."
    return "Folders are not kept. It lies in the trash; take it back from there."


def _deed(spot: Spot) -> tuple[How, str]:
    match spot.then.kind, spot.now.kind:
        case "folder", _:
            return How.MAKE, "The folder comes back, empty as it was."
        case "file", "absent":
            return How.WRITE, "It is not there any more, and comes back."
        case "file", _:
            return How.WRITE, "It gets back what it held."
        case _, "folder":
            return How.REMOVE, "It is a new folder, and goes when nothing is left in it."
        case _:
            return How.REMOVE, "It is new, and goes to the trash."


def _doubt(spot: Spot) -> str:
    """What the person should know before choosing it; "" for nothing."""
    if spot.left is None:
        return "Nobody knows whether something else has changed it since."
    if not same(spot.left, spot.now):
        return "Somebody else has deleted it since."
    pairs = zip(spot.touches, spot.touches[1:], strict=False)
    if any(one.after is not None and not same(one.after, two.before) for one, two in pairs):
        return "Somebody else changed it in between; that is undone too."
    if not all(touch.own for touch in spot.touches):
        return "Other actions changed it too; that is undone as well."
    return ""


def _file(spot: Spot, how: How | None, sentence: str, sure: bool = False) -> FileBack:
    return FileBack(spot.path, spot.shown, spot.workspace, spot.then, spot.now, how, sentence, sure)


def _seen(file: FileBack, spot: Spot) -> FileBack:
    """The file with what would change in it, where both contents are known and text."""
    if spot.was is None or spot.held is None:
        return file
    try:
        was = content.decoded(spot.was, spot.shown)
        held = content.decoded(spot.held, spot.shown)
    except ToolError:
        return file
    change = diff(held.text, was.text)
    return replace(file, diff=change.lines, more=change.more)
