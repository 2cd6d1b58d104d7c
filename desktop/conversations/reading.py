"""What the sidebar reads of the library, each in one call."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from graphs import Branch, Conversation, Library


@dataclass(frozen=True, slots=True)
class Found:
    """Conversations, and the branches of those among them that are unfolded."""

    conversations: tuple[Conversation, ...]
    branches: Mapping[str, tuple[Branch, ...]] = field(
        default_factory=dict[str, "tuple[Branch, ...]"]
    )


def everything(library: Library, unfolded: Collection[str]) -> Found:
    """All conversations."""
    return _with_branches(library, tuple(library.conversations()), unfolded)


def one(
    library: Library, read: Callable[[Library], Conversation], unfolded: Collection[str]
) -> Found:
    """That conversation. Raises NotFound."""
    return _with_branches(library, (read(library),), unfolded)


def _with_branches(
    library: Library, found: tuple[Conversation, ...], unfolded: Collection[str]
) -> Found:
    wanted = [known.id for known in found if known.branches > 1 and known.id in unfolded]
    return Found(found, {id_: tuple(library.branches(id_)) for id_ in wanted})
