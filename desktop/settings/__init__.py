"""What the settings page shows and changes: rules, facts, tools, the trash; and what Cairn is."""
