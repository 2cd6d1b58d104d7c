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
