"""Cairn's window: Qt Quick views over Python view models. Nothing here outlasts the process."""
