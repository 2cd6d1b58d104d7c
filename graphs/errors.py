"""Every error that `graphs` raises on purpose, in one tree.

    CairnError
    ├── HomeError             the data folder or the file in it cannot be used
    │   ├── HomeReadOnly      no right to write there
    │   ├── DiskFull          no room to save the next step
    │   ├── DatabaseTooNew    written by a newer Cairn; left untouched
    │   ├── DatabaseDamaged   not readable as a database
    │   └── UpdateCancelled   an older folder was not brought up to date; it is as it was
    ├── ModelError            the model could not answer
    │   ├── ModelUnavailable  no server: down, refused, unknown name, missing or corrupt file
    │   ├── ModelRejected     the server answered no: key, quota, request
    │   ├── ModelBusy         rate-limited or overloaded; worth another try
    │   ├── ModelSilent       no token for too long
    │   ├── ModelBroken       garbage, or broken off in the middle
    │   └── MessageTooLong    does not fit into what the model can read
    ├── InvalidConnection     a model's connection as typed cannot be one
    ├── ActionError           an action cannot be decided like this
    │   ├── AlreadyDecided    somebody decided it before, or its branch has moved on
    │   ├── ActionChanged     what it would do has changed since it was shown
    │   └── InvalidArguments  the arguments do not fit the tool
    ├── ToolError             a tool could not do what it was asked
    ├── TracingUnusable       LangSmith, or what is said of it in the settings, cannot be used
    ├── BranchBusy            another turn or another process runs this branch
    ├── InTrash               the branch, or its conversation, is in the trash: nothing runs there
    ├── NotFound              no such conversation, branch or turn
    ├── NothingToDo           there is no unfinished turn
    ├── WorkspaceTooLarge     too much to be copied into a case
    ├── InvalidCase           a text that is no case
    └── InvalidText           a message with nothing in it

`sentence` is for the person, in plain words; `hint` says what they can do about it. Neither
ever holds a secret or the text of a message, but a ToolError may quote what its tool met.
`can_continue` says whether running the branch on from its last step may succeed.
"""


class CairnError(Exception):
    """Base of the tree. `str(error)` is the sentence followed by the hint."""

    can_continue = False

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(f"{sentence} {hint}".strip())
        self.sentence = sentence
        self.hint = hint


class HomeError(CairnError):
    """The data folder, or the file in it, cannot be used."""


class HomeReadOnly(HomeError):
    """No right to write into the data folder."""


class DiskFull(HomeError):
    """No room to save the next step."""

    can_continue = True


class DatabaseTooNew(HomeError):
    """Written by a newer Cairn; left untouched."""


class DatabaseDamaged(HomeError):
    """Not readable as a database."""


class UpdateCancelled(HomeError):
    """The person ended the update of an older data folder, which is as it was."""


class ModelError(CairnError):
    """The model could not answer."""

    can_continue = True


class ModelUnavailable(ModelError):
    """No server answers: it is down, the name is unknown, the file is missing or corrupt."""


class ModelRejected(ModelError):
    """The server answered no: wrong key, no quota, a request it does not take."""


class ModelBusy(ModelError):
    """Rate-limited or overloaded; another try is worth it.

    `retry_after` is the server's own wish in seconds, or None.
    """

    def __init__(self, sentence: str, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(sentence, hint)
        self.retry_after = retry_after


class ModelSilent(ModelError):
    """No token came for too long."""


class ModelBroken(ModelError):
    """The answer was garbage, or broke off in the middle."""


class MessageTooLong(ModelError):
    """The newest message alone does not fit into what the model can read."""

    can_continue = False


class InvalidConnection(CairnError):
    """A connection as it was typed cannot be one.

    `fields` maps a field's name to a sentence.
    """

    def __init__(self, sentence: str, hint: str, fields: dict[str, str]) -> None:
        super().__init__(sentence, hint)
        self.fields = fields


class ActionError(CairnError):
    """An action cannot be decided like this."""


class AlreadyDecided(ActionError):
    """Somebody decided it before, or its branch has moved on."""


class ActionChanged(ActionError):
    """What it would do has changed since it was shown; it was shown anew and asks again."""


class InvalidArguments(ActionError):
    """The arguments do not fit the tool.

    `fields` maps an argument's name to a sentence; "" holds what belongs to none of them.
    """

    def __init__(self, sentence: str, hint: str = "", fields: dict[str, str] | None = None) -> None:
        super().__init__(sentence, hint)
        self.fields = fields or {}


class ToolError(CairnError):
    """A tool could not do what it was asked. The sentence is told to the model, and shown."""


class TracingUnusable(CairnError):
    """LangSmith, or what is said of it in the settings, cannot be used. It never ends a turn."""


class BranchBusy(CairnError):
    """Another turn, or another process, runs this branch now."""


class InTrash(CairnError):
    """The branch, or its conversation, is in the trash: nothing runs there."""

    can_continue = True


class NotFound(CairnError):
    """No such conversation, branch or turn."""


class NothingToDo(CairnError):
    """There is no unfinished turn."""


class WorkspaceTooLarge(CairnError):
    """Too much to be copied into a case."""


class InvalidCase(CairnError):
    """A text that is no case. `field` names what is wrong in it, "" for the whole."""

    def __init__(self, sentence: str, hint: str = "", field: str = "") -> None:
        super().__init__(sentence, hint)
        self.field = field


class InvalidText(CairnError):
    """A message with nothing in it."""
