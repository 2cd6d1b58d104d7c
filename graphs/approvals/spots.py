"""Where actions have changed files, and what lies there now: what bringing back is planned from.

Blocking; nothing is changed.
"""

import json
import os
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Connection

from graphs.approvals import traces
from graphs.approvals.bringing import Item
from graphs.approvals.rewinding import How, Kind, Spot, Thing, Touch, lying, moves_back
from graphs.errors import HomeError, NotFound, ToolError
from graphs.storage import actions, images
from graphs.storage.action_records import Action
from graphs.storage.blobs import Blobs
from graphs.storage.images import Image
from graphs.tools.workspace import Workspace

BRING_BACK: Final = "bring_back"
"""The tool of an action that brings files back. No model has it."""

_LARGEST_SHOWN: Final = 1_000_000
"""Bytes of a content beyond which no difference is shown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What one action did at a path; see Touch for `moved_to` and `empty`."""

    image: Image
    action: Action
    workspace: str
    moved_to: str = ""
    empty: bool = False


def items_of(action: Action) -> tuple[Item, ...]:
    """What an action is to bring back."""
    return tuple(Item.unpacked(packed) for packed in json.loads(action.effective)["files"])


def histories(c: Connection, undone: Sequence[Action]) -> dict[str, list[Passage]]:
    """All that happened where these actions changed something, from their first change on."""
    firsts: dict[str, int] = {}
    passages: dict[str, dict[str, Passage]] = {}

    def read(action: Action) -> None:
        passages[action.id] = {one.image.path: one for one in _passages(c, action)}

    for action in undone:
        read(action)
        for path, passage in passages[action.id].items():
            firsts[path] = min(passage.image.id, firsts.get(path, passage.image.id))
    found: dict[str, list[Passage]] = {path: [] for path in firsts}
    for image in images.of_paths(c, list(firsts), min(firsts.values(), default=0)):
        if image.id < firsts[image.path]:
            continue
        if image.action_id not in passages:
            read(actions.get(c, image.action_id))
        found[image.path].append(passages[image.action_id][image.path])
    return found


def spots(
    found: Mapping[str, Sequence[Passage]], undone: Collection[str], blobs: Blobs
) -> tuple[Spot, ...]:
    """What lies at each of these paths now. `undone` are the ids of the actions to be undone."""
    seen = {path: _spot(path, path, passed, undone, blobs) for path, passed in found.items()}
    moved = moves_back(tuple(seen.values()))
    for path, passed in found.items():
        if (lies := lying(path, moved)) != path:
            seen[path] = _spot(path, lies, passed, undone, blobs)
    return tuple(seen.values())


def _passages(c: Connection, action: Action) -> list[Passage]:
    kept = images.of_action(c, action.id)
    if action.tool == BRING_BACK:
        return _brought(action, kept)
    ends = (kept[0].path, kept[-1].path) if action.tool == "move_file" and kept else ("", "")
    return [
        Passage(image, action, action.workspace, ends[1] if image.path == ends[0] else "")
        for image in kept
    ]


def _brought(action: Action, kept: Sequence[Image]) -> list[Passage]:
    moved: dict[str, str] = {}
    empty: set[str] = set()
    roots: dict[str, str] = {}
    for item in items_of(action):
        try:
            root = Workspace(Path(item.workspace)).root()
        except ToolError:
            continue
        roots[str(root)] = item.workspace
        path = str(root / item.path)
        if item.how is How.MOVE:
            moved[str(root / item.source)] = path
        elif item.how is How.REMOVE and item.now.kind == "folder":
            empty.add(path)
    return [
        Passage(
            image,
            action,
            _workspace_of(image, roots, action.workspace),
            moved.get(image.path, ""),
            image.path in empty,
        )
        for image in kept
    ]


def _workspace_of(image: Image, roots: Mapping[str, str], otherwise: str) -> str:
    path = Path(image.path)
    return next((roots[root] for root in roots if path.is_relative_to(root)), otherwise)


def _spot(
    path: str, lies: str, history: Sequence[Passage], undone: Collection[str], blobs: Blobs
) -> Spot:
    """The spot at `path`, whose content lies at another one while its folder is away."""
    first = history[0]
    touches = tuple(_touch(passage, undone) for passage in history)
    workspace = Workspace(Path(first.workspace))
    at = Path(lies)
    try:
        shown = workspace.shown(Path(path))
        if workspace.resolve(workspace.shown(at)) != at:
            raise ToolError(f"{shown} lies somewhere else now.")
        now, held = traces.looked_at(workspace, at)
        inside = traces.names(workspace, at) if now.kind == "folder" else []
    except ToolError as error:
        barred, name = Thing("other"), Path(path).name
        return Spot(path, name, first.workspace, touches, barred, barred=error.sentence)
    was = _content(touches[0].before, blobs)
    return Spot(
        path,
        shown,
        first.workspace,
        touches,
        now,
        kept=was is not None,
        barred=_barred(at),
        inside=tuple(str(Path(path) / name) for name in inside),
        was=_shown(was if touches[0].before.kind in ("file", "absent") else None),
        held=_shown(b"" if now.kind == "absent" else held),
    )


def _touch(passage: Passage, undone: Collection[str]) -> Touch:
    image, action = passage.image, passage.action
    after = None
    if image.after_kind is not None:
        after = Thing(cast("Kind", image.after_kind), image.after_blob or "")
    return Touch(
        Thing(cast("Kind", image.kind), image.blob, image.mode),
        after,
        own=action.id in undone or action.tool == BRING_BACK,
        moved_to=passage.moved_to,
        empty=passage.empty,
        at=image.id,
    )


def _content(then: Thing, blobs: Blobs) -> bytes | None:
    """What a file held; None where that is not kept any more."""
    if then.kind != "file":
        return b""
    try:
        return blobs.get(then.digest)
    except (NotFound, HomeError):
        return None


def _shown(content: bytes | None) -> bytes | None:
    return content if content is not None and len(content) <= _LARGEST_SHOWN else None


def _barred(path: Path) -> str:
    """Why nothing can be changed at `path`, or ""."""
    if path.is_file() and not path.stat().st_mode & stat.S_IWUSR:
        return "It may only be read: its rights say so."
    lies_in = next(folder for folder in path.parents if folder.exists())
    if not os.access(lies_in, os.W_OK | os.X_OK):
        return "The folder it lies in may not be changed: its rights say so."
    return ""
