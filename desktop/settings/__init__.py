"""What the settings page shows and changes: rules, facts, the model's tools, the trash."""
