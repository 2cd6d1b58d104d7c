"""What a request's words alone say, with the tools that ship."""

import pytest

from graphs.agent.constrained.choose import TALK, settled
from graphs.agent.constrained.forms import forms
from graphs.agent.constrained.likely import PLAIN, evidence
from graphs.agent.constrained.spans import spans
from graphs.tools.registry import tools

FORMS = forms(spec.tool for spec in tools())

TALKS = """
Hello!
What happens if I delete system files?
How do I list files in the terminal?
Should I run a marathon?
What does it mean to execute a command?
Do you forget things?
I forgot my umbrella today.
I can't remember where I put my keys.
What time does the sun set in summer?
Write a limerick.
Make a list of fruits.
Put this in other words: I am tired.
Change this sentence to past tense: I eat an apple.
Move on, please.
How do I rename a file in Python?
Read me a bedtime story.
What files does git ignore by default?
Explain what rm -rf does.
What is the difference between and/or in logic?
Tell me about example.com domains.
Start a conversation about music.
Throw me some ideas for dinner.
Remove the vowels from 'banana'.
Wie lösche ich eine Datei unter Windows?
¿Cómo se dice perro en inglés?
Quelle est la date de la Révolution française ?
Which documents do I need for a passport?
Run me through the basics of chess.
"""


@pytest.mark.parametrize("text", TALKS.strip().splitlines())
def test_talk_speaks_for_no_tool(text: str) -> None:
    found = evidence(text, spans(text), FORMS)
    assert settled(found) in (TALK, None)
    assert max(found.values()) < PLAIN


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Read notes.txt", "read_file"),
        ("Could you please delete old.txt", "delete_file"),
        ("Lösche bitte die Datei alt.txt", "delete_file"),
        ("Renombra uno.txt a dos.txt", "move_file"),
        ("Déplace liste.txt vers archives/liste.txt", "move_file"),
        ("Replace 'milk' with 'oat milk' in notes.txt", "edit_file"),
        ("Write 'Buy milk' to notes.txt", "write_file"),
        ("run `git status`", "run_command"),
        ("Wie spät ist es?", "current_time"),
    ],
)
def test_a_plain_request_leaves_no_doubt(text: str, tool: str) -> None:
    assert settled(evidence(text, spans(text), FORMS)) == tool


def test_a_tool_that_is_not_known_yet_is_found_by_the_words_of_its_name() -> None:
    later = {
        "type": "function",
        "function": {
            "name": "delete_event",
            "description": "Delete an event of the calendar.",
            "parameters": {
                "type": "object",
                "properties": {"title": {"type": "string"}},
                "required": ["title"],
            },
        },
    }
    text = "Remove 'Dentist' from my calendar"
    amounts = evidence(text, spans(text), (*FORMS, *forms([later])))
    assert max(amounts, key=lambda name: amounts[name]) == "delete_event"
