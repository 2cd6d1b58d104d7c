"""What a fork is called: for what it changes. Pure."""

from graphs.history.words import Piece, differences
from graphs.storage.records import BranchSettings, Change

LONGEST = 40
"""Characters of a name; of each side where it tells what stands instead of what."""

_KIN = 0.4
"""The share of a text's characters that two texts have in common, from which they are kin."""


def fork_name(change: Change, usual: BranchSettings, said: str, *, again: bool) -> str:
    """The name of a fork, "" if that is not known yet.

    `usual` are the settings of the branch it comes from and `said` the words at its step.
    `again`: they are the person's, who gets another answer if nothing else is changed.
    """
    if change.name:
        return change.name
    if change.text is not None and change.text.strip():
        return _reworded(" ".join(said.split()), " ".join(change.text.split()))
    settings = change.settings
    if settings is None or settings == usual:
        return "another answer" if again else ""
    if settings.model != usual.model:
        return f"with {settings.model or 'the usual model'}"
    if settings.tools != usual.tools:
        return "with other tools"
    return "with other instructions"


def _reworded(before: str, now: str) -> str:
    """What the new words say that the old ones did not, or their beginning if all is new."""
    old, new = differences(before, now)
    common = sum(len(piece.text) for piece in new if piece.same)
    gone, come = _changed(old), _changed(new)
    if before == now or common < _KIN * max(len(before), len(now)) or _longest(gone, come):
        return _cut(now)
    match (gone, come):
        case ("", _):
            return f"adding “{come}”"
        case (_, ""):
            return f"without “{gone}”"
        case _:
            return f"“{come}” instead of “{gone}”"


def _changed(pieces: tuple[Piece, ...]) -> str:
    """The stretch of a text from its first changed word to its last."""
    places = [place for place, piece in enumerate(pieces) if not piece.same]
    if not places:
        return ""
    stretch = pieces[places[0] : places[-1] + 1]
    return "".join(piece.text for piece in stretch).strip()


def _longest(*texts: str) -> bool:
    return any(len(text) > LONGEST for text in texts)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
