from graphs import Conversation, ConversationStatus


def conversation(
    number: int,
    updated_at: float = 0.0,
    title: str = "",
    status: ConversationStatus = ConversationStatus.IDLE,
) -> Conversation:
    """A conversation with everything that a row can show."""
    return Conversation(
        id=f"c{number}",
        title=title or f"Title {number}",
        created_at=0.0,
        updated_at=updated_at,
        status=status,
        branch_id=f"b{number}",
    )
