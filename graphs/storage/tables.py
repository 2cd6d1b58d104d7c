"""Our tables, as the newest migration leaves them (a test compares the two).

Times are seconds since the epoch, UTC. LangGraph's own `checkpoints` and `writes` live in the
same file and belong to its saver; they are not named here.
"""

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("titled_by", Text, nullable=False),  # 'nobody', 'exchange' or 'person'
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False, index=True),
    Column("trashed_at", Float),
    Column("main_branch_id", Text, nullable=False),
    Column("workspace", Text, nullable=False, server_default=""),
    Column("viewed_branch_id", Text, nullable=False, server_default=""),  # '' is the main one
    Column("traced", Integer, nullable=False, server_default="0"),
)

branches = Table(
    "branches",
    metadata,
    Column("id", Text, primary_key=True),  # also LangGraph's thread_id
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("agent_version", Text, nullable=False),
    Column("origin_branch_id", Text),
    Column("origin_checkpoint_id", Text),
    Column("head_checkpoint_id", Text),
    Column("head_key", Text, index=True),
    Column("created_at", Float, nullable=False),
    Column("origin_position", Integer, nullable=False, server_default="0"),
    Column("name", Text, nullable=False, server_default=""),
    Column("settings", Text, nullable=False, server_default=""),  # JSON, '' for the usual ones
    Column("pinned", Integer, nullable=False, server_default="0"),
    Column("trashed_at", Float),
)

steps = Table(
    "steps",
    metadata,
    Column("branch_id", Text, ForeignKey("branches.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # goes on from the origin's
    Column("checkpoint_id", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),  # the newest message then
    Column("created_at", Float, nullable=False),
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("model", Text),
    Column("run_id", Text, index=True),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    Column("branch_id", Text, ForeignKey("branches.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Text, primary_key=True),
    Column("branch_id", Text, ForeignKey("branches.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("can_continue", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("branch_id", "position"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch_id", Text, ForeignKey("branches.id"), nullable=False, index=True),
    Column("turn_id", Text, ForeignKey("turns.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("hint", Text, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("key", Text, primary_key=True),
    Column("parent_key", Text, index=True),
    Column("depth", Integer, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("data", Text, nullable=False),  # canonical JSON
    Column("turn_id", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)

unsaved_text = Table(
    "unsaved_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch_id", Text, ForeignKey("branches.id"), nullable=False, index=True),
    Column("turn_id", Text, nullable=False, index=True),
    Column("message_id", Text, nullable=False, index=True),
    Column("after_key", Text),
    Column("text", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("conversation_id", Text, primary_key=True),  # '' is the conversation not yet begun
    Column("text", Text, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("branch_id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("acquired_at", Float, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("branch_id", Text, ForeignKey("branches.id"), nullable=False),
    Column("turn_id", Text, nullable=False, index=True),
    Column("message_id", Text, nullable=False),
    Column("call_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("siblings", Integer, nullable=False),
    Column("tool", Text, nullable=False),
    Column("arguments", Text, nullable=False),  # JSON, as proposed
    Column("workspace", Text, nullable=False),
    Column("status", Text, nullable=False, index=True),
    Column("asks", Integer, nullable=False),
    Column("because", Text, nullable=False),
    Column("shown", Text, nullable=False),  # JSON: preview and fields
    Column("edited", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("seal", Text, nullable=False),  # SHA-256 over what was decided
    Column("result", Text, nullable=False),
    Column("proposed_at", Float, nullable=False, index=True),
    Column("decided_at", Float),
    Column("decided_by", Text, nullable=False),
    Column("started_at", Float),
    Column("finished_at", Float),
    Column("run_id", Text, nullable=False, server_default=""),
    UniqueConstraint("branch_id", "call_id"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action_id", Text, ForeignKey("actions.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("event", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
)

before_images = Table(
    "before_images",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action_id", Text, ForeignKey("actions.id"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),  # 'file', 'folder' or 'absent'
    Column("blob", Text, nullable=False),  # SHA-256 of a file's content, else ''
    Column("mode", Integer, nullable=False),
    Column("after_kind", Text),  # the same of what the action left there; null if not known
    Column("after_blob", Text),
)

rules = Table(
    "rules",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tool", Text, nullable=False),
    Column("pattern", Text, nullable=False),  # '' is any
    Column("conversation_id", Text, nullable=False),  # '' is always
    Column("verdict", Text, nullable=False),  # 'allow' or 'never'
    Column("created_at", Float, nullable=False),
    Column("withdrawn_at", Float),
)

tool_modes = Table(
    "tool_modes",
    metadata,
    Column("connection", Text, primary_key=True),
    Column("mode", Text, nullable=False),  # 'native', 'constrained' or 'off'
    Column("chosen_by", Text, nullable=False),  # 'probe' or 'person'
)

suites = Table(
    "suites",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("chosen_at", Float, nullable=False),  # the last one chosen is the main one
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("trashed_at", Float),
)

case_texts = Table(
    "case_texts",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the text
    Column("text", Text, nullable=False),  # JSON: all of a case that a replay depends on
)

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("suite_id", Text, ForeignKey("suites.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("digest", Text, ForeignKey("case_texts.digest"), nullable=False),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("tags", Text, nullable=False),  # JSON
    Column("about", Text, nullable=False),  # JSON: the rest of the case
    Column("checks", Integer, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("trashed_at", Float),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("suite_id", Text, nullable=False, index=True),
    Column("suite_name", Text, nullable=False),
    Column("plan", Text, nullable=False),  # JSON
    Column("status", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("trashed_at", Float),
)

run_cases = Table(
    "run_cases",
    metadata,
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("digest", Text, ForeignKey("case_texts.digest"), nullable=False),
    Column("name", Text, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    Column("candidate", Integer, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON: checks, messages, proposals
    Column("seconds", Float, nullable=False),
    Column("model_seconds", Float, nullable=False),
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("sentence", Text, nullable=False),
    Column("grade", Integer),
    Column("at", Float, nullable=False),
)

pairs = Table(
    "pairs",
    metadata,
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("second", Integer, primary_key=True),
    Column("winner", Integer),
    Column("reason", Text, nullable=False),
)
