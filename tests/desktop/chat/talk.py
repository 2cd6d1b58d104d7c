"""A chat of which pictures are taken, and what is said in it."""

from uuid import uuid4

from desktop.approvals.view_model import ApprovalsViewModel
from graphs import Conversation
from tests.desktop.chat.conftest import Chat
from tests.desktop.pictures import Gallery

LONG_ANSWER = """\
A cairn is a **pile of stones** that marks a path. Hikers build them where the ground keeps no \
trace: on rock, on snow, above the tree line. See [the marks of a path](https://example.org/cairns).

## Where they help

1. On bare rock, where a path leaves *no trace*.
2. In fog, when the next mark is all you see:
   - one at each bend,
   - one where two paths part.
3. On the way back.

- [x] Look for the next one before you leave the last
- [ ] Add a stone, if you like

> A good cairn is seen against the sky.
>
> A bad one is seen only by whoever built it.

### In code

Call `distance(a, b)` with two places; it gives metres.

```python
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000  # metres


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    \"\"\"The way between two places given in degrees.\"\"\"
    (north_a, east_a), (north_b, east_b) = map(radians, a), map(radians, b)
    half = sin((north_b - north_a) / 2) ** 2
    half += cos(north_a) * cos(north_b) * sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))  # a line long enough that it has to be scrolled sideways
```

| Mark | Seen from | Lasts |
|:-----|:---------:|------:|
| Cairn | 200 m | 100 years |
| Paint on `rock` | 40 m | 8 years |
| Post, with a *long* remark about what it needs in winter | 120 m | 20 years |

---

هذه كومة من الحجارة تدل على الطريق. 🪨🥾
"""
SHORT_ANSWER = "It marks a path where the ground keeps no trace."
CODE = "\n".join(f"stone[{n}] = lay(stone[{n - 1}], on=ground)  # {n} of 80" for n in range(1, 81))
QUESTION = "What is a cairn, and how far is it from one to the next? Give me a table and some code."


class Talk:
    """A chat in view, and one picture after the other."""

    def __init__(self, chat: Chat, approvals: ApprovalsViewModel, shown: Gallery) -> None:
        self.chat = chat
        self.approvals = approvals
        self.host = chat.host
        self.screen = shown.screen
        self.place = shown.place
        self.picture = shown.picture

    def begin(self, title: str, text: str) -> Conversation:
        """A conversation in view whose turn runs."""
        made = self.chat.make(title)
        self.chat.open(made.id)
        self.chat.send(made.branch_id, text)
        self.screen.desk.settle()
        return made

    def answer(self, title: str, text: str, answer: str) -> Conversation:
        """A conversation in view of one finished turn."""
        made = self.begin(title, text)
        self.host.save(made.branch_id, uuid4().hex, answer)
        self.host.finish(made.branch_id)
        return made
