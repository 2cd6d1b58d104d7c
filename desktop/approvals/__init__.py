"""What waits for the person: the card in the transcript, the dialog, and the inbox."""
