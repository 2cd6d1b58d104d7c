"""The library: what window and command line read and change without an agent.

Every call blocks for a moment and may come from any thread but the window's own.
"""

import time
from collections.abc import Collection
from pathlib import Path
from typing import Literal
from uuid import uuid4

from graphs.errors import HomeError, InvalidText, NotFound
from graphs.storage import (
    actions,
    backup,
    branches,
    conversations,
    leases,
    read_model,
    rules,
    turns,
)
from graphs.storage.action_records import (
    Action,
    ActionStatus,
    JournalEntry,
    Rule,
)
from graphs.storage.branch_library import BranchLibrary
from graphs.storage.database import Database
from graphs.storage.eval_library import EvalLibrary
from graphs.storage.home import Home, default_workspace
from graphs.storage.leases import Leases
from graphs.storage.records import (
    Conversation,
    Transcript,
    Turn,
)
from graphs.storage.update_progress import Heed, unheeded
from graphs.storage.upkeep import ENOUGH, Report, examine, require_space

SHORTEST_BEGINNING = 6
"""Characters of an action's id that may stand for all of it."""


class Library(BranchLibrary):
    """All conversations of one data folder.

    Attributes:
        home: the data folder.
        database: our connection to the file in it.
        leases: which branches this process and others run.
        evals: suites, cases and runs.
    """

    def __init__(self, home: Home, database: Database, leases: Leases) -> None:
        super().__init__(database, leases)
        self.home = home
        self.evals = EvalLibrary(database, leases)

    @classmethod
    def open(cls, home: Home, heed: Heed = unheeded) -> "Library":
        """Open the library of `home`, made or brought up to date as needed.

        `heed` is told how far an update is, and may end it. Raises as Database.open.
        """
        database = Database.open(home, heed)
        try:
            return cls(home, database, Leases(home, database))
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Let go of all branches and close the file."""
        self.leases.close()
        self.database.close()

    def data_version(self) -> int:
        """A number that changes when another connection has written, in any process."""
        return self.database.data_version()

    def in_place(self) -> bool:
        """Whether the data folder is still where it was opened."""
        return self.database.in_place()

    def require_room_to_put_back(self) -> None:
        """Make the folders anew. Raises DiskFull and HomeReadOnly when it could not be put back."""
        self.home.prepare()
        require_space(self.home, self.database.size() + ENOUGH)

    def put_back(self) -> Path:
        """Write all conversations into the data folder again, which was removed; where they lie.

        Before the end of a process only: what it writes later is not there. Nothing is
        overwritten. Raises DiskFull and HomeReadOnly.
        """
        return self.database.put_back()

    def conversations(self, trashed: bool = False) -> list[Conversation]:
        """All conversations in or out of the trash, newest first."""
        live = self.leases.live()
        with self.database.reading() as c:
            return conversations.all(c, trashed, live)

    def conversation(self, conversation_id: str) -> Conversation:
        """One conversation. Raises NotFound."""
        live = self.leases.live()
        with self.database.reading() as c:
            return conversations.get(c, conversation_id, live)

    def create(self, conversation_id: str | None = None, *, agent_version: str) -> Conversation:
        """Add a conversation with an empty main branch; one that is there stays as it is.

        Raises DiskFull when there is no room for a turn either.
        """
        require_space(self.home)
        id_ = conversation_id or uuid4().hex
        with self.database.transaction() as c:
            if not conversations.exists(c, id_):
                conversations.create(c, id_, uuid4().hex, agent_version, time.time())
        return self.conversation(id_)

    def rename(self, conversation_id: str, title: str) -> None:
        """Give the title that the person typed. Raises NotFound and InvalidText."""
        with self.database.transaction() as c:
            conversations.rename(c, conversation_id, title, time.time())

    def wants_title(self, branch_id: str) -> bool:
        """Whether a title made from an exchange would be taken; a fork gives none.

        Raises NotFound.
        """
        with self.database.reading() as c:
            if branches.get(c, branch_id).origin_branch_id:
                return False
            id_ = conversations.of_branch(c, branch_id).id
            return conversations.titled_by(c, id_) != "person"

    def title(self, branch_id: str, title: str) -> Conversation | None:
        """Give the title made from an exchange; None when a person's stands. Raises as rename."""
        with self.database.transaction() as c:
            id_ = conversations.of_branch(c, branch_id).id
            taken = conversations.rename(c, id_, title, time.time(), by="exchange")
        return self.conversation(id_) if taken else None

    def trash(self, conversation_id: str) -> None:
        """Move to the trash; nothing is deleted. Raises NotFound."""
        with self.database.transaction() as c:
            conversations.trash(c, conversation_id, time.time())

    def restore(self, conversation_id: str) -> None:
        """Take back out of the trash. Raises NotFound."""
        with self.database.transaction() as c:
            conversations.restore(c, conversation_id)

    def transcript(self, branch_id: str, before: str | None = None, limit: int = 200) -> Transcript:
        """The newest `limit` messages of a branch, or those before an earlier transcript.

        `before` is that transcript's `before`. Raises NotFound.
        """
        live = self.leases.live()
        with self.database.reading() as c:
            return read_model.transcript(c, branch_id, before, limit, live)

    def draft(self, conversation_id: str) -> str:
        """What was typed and not sent; '' stands for the conversation not yet begun."""
        with self.database.reading() as c:
            return conversations.draft(c, conversation_id)

    def save_draft(self, conversation_id: str, text: str) -> None:
        """Keep what was typed; an empty text forgets it."""
        with self.database.relaxed() as c:
            conversations.save_draft(c, conversation_id, text)

    def workspace(self, conversation_id: str) -> str:
        """The folder that a conversation's tools work in, as a full path. Raises NotFound.

        "" stands for a conversation without a folder of its own: the default one.
        """
        picked = self.conversation(conversation_id).workspace if conversation_id else ""
        return picked or str(default_workspace())

    def set_workspace(self, conversation_id: str, folder: str) -> None:
        """Pick the folder for a conversation's tools; "" takes the default.

        Raises NotFound, and InvalidText when there is no such folder.
        """
        path = str(Path(folder).expanduser().absolute()) if folder else ""
        if path and not Path(path).is_dir():
            raise InvalidText(f"There is no folder {path}.", "Pick one that is there.")
        with self.database.transaction() as c:
            conversations.set_workspace(c, conversation_id, path)

    def trace(self, conversation_id: str, traced: bool) -> None:
        """Let runs of the conversation be told to LangSmith, or not any more. Raises NotFound."""
        with self.database.transaction() as c:
            conversations.set_traced(c, conversation_id, traced)

    def actions(
        self,
        *,
        waiting: bool = False,
        query: str = "",
        before: float | None = None,
        limit: int = 100,
        statuses: Collection[ActionStatus] = (),
    ) -> list[Action]:
        """Actions of all branches out of the trash, newest first; see storage.actions.all."""
        with self.database.reading() as c:
            return actions.all(c, waiting, query, before, limit, statuses)

    def action(self, action_id: str) -> Action:
        """One action. Raises NotFound."""
        with self.database.reading() as c:
            return actions.get(c, action_id)

    def find_action(self, beginning: str) -> Action:
        """The one action whose id begins so. Raises NotFound when none or several do."""
        if len(beginning) < SHORTEST_BEGINNING:
            raise NotFound(
                "That is too little of an action's id.",
                f"Give at least {SHORTEST_BEGINNING} characters of it.",
            )
        with self.database.reading() as c:
            found = actions.beginning_with(c, beginning)
        if len(found) > 1:
            raise NotFound("Several actions begin like that.", "Give more of the id.")
        return found[0] if found else self.action(beginning)

    def waiting_in(self, branch_id: str) -> list[Action]:
        """The actions of a branch that need the person, in order."""
        with self.database.reading() as c:
            return actions.waiting_in(c, branch_id)

    def journal(self, action_id: str) -> list[JournalEntry]:
        """All that happened to an action, oldest first."""
        with self.database.reading() as c:
            return actions.entries(c, action_id)

    def save_action_draft(self, action_id: str, draft: str) -> None:
        """Keep what was typed for an action and not decided; "" forgets it."""
        with self.database.relaxed() as c:
            actions.save_draft(c, action_id, draft)

    def rules(self) -> list[Rule]:
        """The rules in force, newest first."""
        with self.database.reading() as c:
            return rules.all(c)

    def add_rule(
        self, tool: str, pattern: str, conversation_id: str, verdict: Literal["allow", "never"]
    ) -> Rule:
        """Make a rule, for what is proposed from now on; see Rule for its parts."""
        with self.database.transaction() as c:
            id_ = rules.add(c, tool, pattern, conversation_id, verdict, time.time())
            return next(rule for rule in rules.all(c) if rule.id == id_)

    def withdraw_rule(self, rule_id: str) -> None:
        """End a rule. Raises NotFound."""
        with self.database.transaction() as c:
            rules.withdraw(c, rule_id, time.time())

    def newest_turn(self, branch_id: str) -> Turn | None:
        """The branch's newest turn, if it has any."""
        live = self.leases.live()
        with self.database.reading() as c:
            return turns.newest(c, branch_id, live)

    def conversation_of_branch(self, branch_id: str) -> Conversation:
        """The conversation that the branch is part of. Raises NotFound."""
        live = self.leases.live()
        with self.database.reading() as c:
            return conversations.of_branch(c, branch_id, live)

    def conversation_of_turn(self, turn_id: str) -> Conversation | None:
        """The conversation in which that turn was recorded, if it was."""
        live = self.leases.live()
        with self.database.reading() as c:
            turn = turns.find(c, turn_id)
            return conversations.of_branch(c, turn.branch_id, live) if turn else None

    def unfinished_turns(self) -> list[Turn]:
        """The turns that nobody runs and that can be resumed or left."""
        live = self.leases.live()
        with self.database.reading() as c:
            return turns.unfinished(c, live)

    def back_up(self) -> Path | None:
        """Copy the database when the last copy is a day old; where to, or None.

        Not before there is a conversation: nobody wants a copy of nothing back.
        Raises DatabaseDamaged when the copy is not sound, DiskFull and HomeReadOnly.
        """
        now = time.time()
        due = backup.due(self.home, now) and self.branch_ids()
        return backup.make(self.home, now) if due else None

    def examine(self) -> Report:
        """How the data folder is; reads the whole file."""
        return examine(self.home, self.leases.live())

    @staticmethod
    def copies(home: Home) -> list[Path]:
        """The good copies of a database that may be damaged, newest first."""
        return backup.last_good(home)

    @staticmethod
    def recover(home: Home, copy: Path | None) -> Path | None:
        """Put `copy` in the damaged database's place, or start afresh with None.

        Returns where the damaged file lies now; it is never deleted. Raises HomeError.
        """
        if leases.anyone_alive(home):
            raise HomeError("Another Cairn has this data folder open.", "Close it, then try again.")
        return backup.restore(home, copy, time.time())
