"""A long conversation in the real window while an answer streams into it."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.endpoint import MODEL
from tests.performance.first_frame import offscreen
from tests.performance.serving import ROOT, answering, question

CONVERSATION = "long"
TITLE = "A long walk"
TOKENS_PER_SECOND = 200

ANSWER = """Yes, and *slowly*. Take the path by the **old wall** (question {number}).

- Start early, before the wind rises.
- Turn back at `{number}00 m` if the snow is soft.

```python
def climb(height: int) -> str:
    return "up" if height < {number} else "down"
```

From the second cairn on you see the lake, and in clear weather the hills behind it.
"""


@dataclass(frozen=True, slots=True)
class Streaming:
    """What the watch in the window's process saw, in seconds.

    Attributes:
        opened: from the click on the conversation to its frame.
        gap: the longest time between two beats of the window's loop while the answer streamed.
        busiest: the most that the window's thread worked between two such beats; the machine's
            other work is not in it.
        quiet_gap: as `gap`, while nothing happened, just before.
        memory: the most that the process had, in bytes.
        rows: of the transcript when the answer began, all earlier messages loaded.
        frames_per_second: drawn while the answer streamed.
    """

    opened: float
    gap: float
    busiest: float
    quiet_gap: float
    memory: int
    rows: int
    frames_per_second: float


def prepare(home_folder: Path, messages: int) -> None:
    """Fill a home with one conversation of so many messages, which the window will open first."""
    from graphs.storage import conversations, read_model, turns
    from graphs.storage.home import Home
    from graphs.storage.library import Library
    from graphs.storage.message_tree import NewMessage
    from graphs.storage.records import TurnStatus

    library = Library.open(Home(home_folder))
    with library.database.transaction() as c:
        now = time.time() - messages
        conversations.create(c, CONVERSATION, "branch", "1", now, title=TITLE)
        for number in range(messages // 2):
            turn_id = f"turn-{number}"
            turns.record(c, "branch", turn_id, question(number), now + number)
            turns.set_status(c, turn_id, TurnStatus.FINISHED, now + number)
            said = [
                NewMessage(turn_id, "user", question(number)),
                NewMessage(f"answer-{number}", "assistant", ANSWER.format(number=number)),
            ]
            read_model.append(c, "branch", turn_id, said, now + number, None)
    library.close()
    (home_folder / "window.ini").write_text(f"[General]\nconversation={CONVERSATION}\n", "utf-8")


def measure(home_folder: Path, messages: int, seconds: float) -> Streaming:
    """Open the conversation, ask, and watch the window's loop for so long while it streams."""
    prepare(home_folder, messages)
    with answering(words=int(TOKENS_PER_SECOND * (seconds + 30)), rate=TOKENS_PER_SECOND) as url:
        window = subprocess.run(
            [sys.executable, "-m", "tests.performance.probes.streaming_window", str(seconds)],
            cwd=ROOT,
            env={**offscreen(home_folder), "OPENAI_BASE_URL": url, "CAIRN_MODEL": MODEL},
            stdout=subprocess.PIPE,
            text=True,
            timeout=120 + seconds,
            check=True,
        )
    return Streaming(**json.loads(window.stdout))
