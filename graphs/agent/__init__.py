"""What the agent is: assembly, state, prompts, versions."""
