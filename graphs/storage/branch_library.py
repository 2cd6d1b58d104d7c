"""What the library knows of branches and their steps."""

import time
from collections.abc import Collection, Sequence

from graphs.storage import (
    branches,
    conversations,
    failures,
    fork_points,
    lineage,
    read_model,
    steps,
    turns,
)
from graphs.storage.action_records import Action
from graphs.storage.database import Database
from graphs.storage.leases import Leases
from graphs.storage.records import (
    Branch,
    Failure,
    ForkPoint,
    Step,
    Transcript,
    Turn,
)


class BranchLibrary:
    """The part of the library that reads and changes branches. Every call blocks.

    Attributes:
        database: our connection to the file.
        leases: which branches this process and others run.
    """

    def __init__(self, database: Database, leases: Leases) -> None:
        self.database = database
        self.leases = leases

    def branch_ids(self) -> list[str]:
        """Every branch of every conversation, also of those in the trash."""
        with self.database.reading() as c:
            return list(branches.heads(c))

    def branches(self, conversation_id: str, trashed: bool = False) -> list[Branch]:
        """A conversation's branches in or out of the trash, oldest first."""
        live = self.leases.live()
        with self.database.reading() as c:
            return branches.all(c, conversation_id, trashed, live)

    def some_branches(self, branch_ids: Collection[str]) -> list[Branch]:
        """Those of the branches that there are, of any conversation, oldest first."""
        live = self.leases.live()
        with self.database.reading() as c:
            return branches.some(c, branch_ids, live)

    def trashed_branches(self) -> list[tuple[Branch, str]]:
        """Those in the trash, the newest there first, with the title of their conversation.

        Those of a conversation in the trash are left out: they come with it.
        """
        live = self.leases.live()
        with self.database.reading() as c:
            return branches.trashed(c, live)

    def branch(self, branch_id: str) -> Branch:
        """One branch. Raises NotFound."""
        live = self.leases.live()
        with self.database.reading() as c:
            return branches.get(c, branch_id, live)

    def kept_branch(self, branch_id: str) -> Branch:
        """One that is not in the trash, nor its conversation. Raises NotFound and InTrash."""
        live = self.leases.live()
        with self.database.reading() as c:
            branches.require_kept(c, branch_id)
            return branches.get(c, branch_id, live)

    def agent_version(self, branch_id: str) -> str:
        """The version of the agent that made the branch. Raises NotFound."""
        with self.database.reading() as c:
            return branches.agent_version(c, branch_id)

    def rename_branch(self, branch_id: str, name: str) -> None:
        """Give the name that the person typed. Raises NotFound and InvalidText."""
        with self.database.transaction() as c:
            branches.rename(c, branch_id, name)

    def pin_branch(self, branch_id: str, pinned: bool) -> None:
        """Pin a branch, or let it go. Raises NotFound."""
        with self.database.transaction() as c:
            branches.pin(c, branch_id, pinned)

    def trash_branch(self, branch_id: str) -> None:
        """Move a branch to the trash; nothing is deleted.

        The conversation shows its main branch if it showed this one. Raises NotFound, and
        InvalidText for the main branch.
        """
        with self.database.transaction() as c:
            branches.trash(c, branch_id, time.time())
            of = conversations.of_branch(c, branch_id)
            if of.viewed_branch_id == branch_id:
                conversations.set_viewed_branch(c, of.id, "")

    def restore_branch(self, branch_id: str) -> None:
        """Take a branch back out of the trash. Raises NotFound."""
        with self.database.transaction() as c:
            branches.restore(c, branch_id)

    def set_main_branch(self, branch_id: str) -> None:
        """Let the branch stand for its conversation. Raises NotFound."""
        with self.database.transaction() as c:
            branches.restore(c, branch_id)
            conversations.set_main_branch(c, branches.conversation_of(c, branch_id), branch_id)

    def view_branch(self, branch_id: str) -> None:
        """Remember that the conversation was looked at in this branch. Raises NotFound."""
        with self.database.relaxed() as c:
            of = branches.conversation_of(c, branch_id)
            conversations.set_viewed_branch(c, of, branch_id)

    def siblings(self, branch_id: str) -> list[ForkPoint]:
        """Where other branches, not those in the trash, leave this one. Raises NotFound."""
        with self.database.reading() as c:
            return fork_points.of_branch(c, branch_id)

    def steps(self, branch_id: str, before: int | None = None, limit: int = 500) -> list[Step]:
        """The newest `limit` steps of a branch's history, or those before a position.

        Oldest first. Raises NotFound.
        """
        with self.database.reading() as c:
            return steps.all(c, branch_id, before, limit)

    def step(self, branch_id: str, which: str) -> Step:
        """The step of that position, or whose checkpoint's id begins so. Raises NotFound."""
        with self.database.reading() as c:
            return steps.find(c, branch_id, which)

    def step_of_message(self, branch_id: str, message_id: str) -> Step:
        """The step that brought a message of the branch. Raises NotFound."""
        with self.database.reading() as c:
            return steps.of_message(c, branch_id, message_id)

    def lacks_steps(self, branch_id: str) -> bool:
        """Whether the branch was made before steps were written down; see number_steps."""
        with self.database.reading() as c:
            return steps.missing(c, branch_id)

    def step_of_run(self, run_id: str) -> Step:
        """The first step that a run of the agent made, by its id or that one's beginning.

        Raises NotFound, also for a run of a branch that lacks_runs.
        """
        with self.database.reading() as c:
            return steps.of_run(c, run_id)

    def lacks_runs(self, branch_id: str) -> bool:
        """Whether the branch was made before its runs were written down; see number_steps."""
        with self.database.reading() as c:
            return steps.without_runs(c, branch_id)

    def mark_step(
        self, branch_id: str, position: int, name: str = "", *, pinned: bool = True
    ) -> None:
        """Pin a step under a name, or let it go. Raises NotFound."""
        with self.database.transaction() as c:
            if pinned:
                steps.mark(c, branch_id, position, name)
            else:
                steps.unmark(c, branch_id, position)

    def marks(self, conversation_id: str) -> list[Step]:
        """The pinned steps of all branches of a conversation."""
        with self.database.reading() as c:
            return steps.marked(c, conversation_id)

    def transcript_at(
        self, branch_id: str, position: int, before: str | None = None, limit: int = 200
    ) -> Transcript:
        """The newest `limit` messages as they were at a step, or those before an earlier stretch.

        Raises NotFound.
        """
        with self.database.reading() as c:
            key = steps.get(c, branch_id, position).key
            return read_model.transcript_at(c, branch_id, key, before, limit)

    def turns(self, branch_id: str) -> list[Turn]:
        """The turns of the branch itself, oldest first."""
        live = self.leases.live()
        with self.database.reading() as c:
            return turns.all(c, branch_id, live)

    def failures(self, branch_id: str) -> list[Failure]:
        """The tries of turns in a branch's history that failed, oldest first."""
        with self.database.reading() as c:
            return failures.of_branch(c, branch_id)

    def actions_of(self, branch_id: str, turn_ids: Sequence[str]) -> list[Action]:
        """The actions that some turns of a branch tell of, in the order they were proposed."""
        with self.database.reading() as c:
            return lineage.actions_of(c, branch_id, turn_ids)

    def done_since(self, branch_id: str, position: int) -> list[Action]:
        """The actions that have begun after a step of a branch's history, oldest first."""
        with self.database.reading() as c:
            return lineage.done_since(c, branch_id, position)
