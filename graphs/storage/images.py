"""What was at a path before an action changed it, and right after the action ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from graphs.storage.tables import before_images

_AT_ONCE = 500
"""Paths in one query: SQLite takes a limited number of values."""


@dataclass(frozen=True, slots=True)
class BeforeImage:
    """What was at `path` before an action changed it. `blob` is a file's content by hash."""

    path: str
    kind: str
    blob: str
    mode: int


@dataclass(frozen=True, slots=True)
class Image:
    """A before-image as it is kept; `id` grows with time.

    `after_kind` and `after_blob` are what the action left there, by hash only; None where nobody
    saw it.
    """

    id: int
    action_id: str
    path: str
    kind: str
    blob: str
    mode: int
    after_kind: str | None
    after_blob: str | None


def keep(c: Connection, action_id: str, image: BeforeImage) -> None:
    """Remember what was there before; the first image of a path in an action stays."""
    known = select(before_images.c.id).where(
        before_images.c.action_id == action_id, before_images.c.path == image.path
    )
    if c.scalar(known) is None:
        c.execute(
            insert(before_images).values(
                action_id=action_id,
                path=image.path,
                kind=image.kind,
                blob=image.blob,
                mode=image.mode,
            )
        )


def left(c: Connection, image_id: int, kind: str, blob: str) -> None:
    """Write down what the action left where that image was taken."""
    which = before_images.c.id == image_id
    c.execute(update(before_images).where(which).values(after_kind=kind, after_blob=blob))


def of_action(c: Connection, action_id: str) -> list[Image]:
    """The images of an action, in the order in which it changed things."""
    query = select(before_images).where(before_images.c.action_id == action_id)
    return [_image(row) for row in c.execute(query.order_by(before_images.c.id))]


def of_paths(c: Connection, paths: Sequence[str], since: int) -> list[Image]:
    """The images of these paths by any action, from the one with the id `since` on, in order."""
    found: list[Image] = []
    for start in range(0, len(paths), _AT_ONCE):
        some = before_images.c.path.in_(paths[start : start + _AT_ONCE])
        query = select(before_images).where(some, before_images.c.id >= since)
        found += [_image(row) for row in c.execute(query)]
    return sorted(found, key=lambda image: image.id)


def _image(row: Row[tuple[object, ...]]) -> Image:
    return Image(
        row.id,
        row.action_id,
        row.path,
        row.kind,
        row.blob,
        row.mode,
        row.after_kind,
        row.after_blob,
    )
