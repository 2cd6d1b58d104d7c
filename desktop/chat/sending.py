"""A message on its way: handed over, and not yet told to be recorded. Pure."""

from dataclasses import dataclass

from graphs import Message


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent. `branch_id` is '' when the conversation does not exist yet.

    `folder` was picked for such a one; '' for the default.
    """

    turn_id: str
    text: str
    conversation_id: str
    branch_id: str
    sent_at: float
    folder: str = ""

    @property
    def begins(self) -> bool:
        """Whether the conversation begins with this message."""
        return not self.branch_id

    @property
    def message(self) -> Message:
        """The message as it is shown until the recorded one takes its place."""
        return Message("", self.turn_id, "user", self.text, self.sent_at, self.turn_id)
