"""Trials of the real `cairn` command: killed from outside, then looked at and continued with it."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.crash import claims
from tests.crash.model import WHOLE, Model
from tests.crash.nursery import ROOT, survivors
from tests.crash.trial import Outcome

CAIRN = (sys.executable, "-c", "from graphs.cli.main import main; raise SystemExit(main())")
START_SECONDS = 3.0
ANSWER_SECONDS = 0.6
END_SECONDS = 30
LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class CommandPlan:
    """When `cairn send` dies: `seconds` after it was started, or after its first word came; and
    whether Ctrl+C was pressed `stop_seconds` before."""

    seed: int
    number: int
    after_first_word: bool
    seconds: float
    stop_seconds: float | None


def drawn(seed: int, number: int) -> CommandPlan:
    """The plan of trial `number` of the campaign with that seed."""
    random = Random(f"command:{seed}:{number}")
    after_first_word = random.random() < 0.7
    return CommandPlan(
        seed,
        number,
        after_first_word,
        random.uniform(0, ANSWER_SECONDS if after_first_word else START_SECONDS),
        random.uniform(0, 0.1) if after_first_word and random.random() < 0.3 else None,
    )


class CommandTrial:
    """Runs one plan in the empty folder `folder`."""

    def __init__(self, plan: CommandPlan, folder: Path) -> None:
        self._plan = plan
        self._home = folder / "home"
        self._model = Model("slow")
        self._outcome = Outcome()

    def run(self) -> Outcome:
        """Send, kill, look, resume, go on."""
        with self._model:
            shown, conversation = self._send_and_die()
            self._judge(shown, conversation)
            self._outcome.continued = not self._outcome.broken
        return self._outcome

    def _send_and_die(self) -> tuple[str, str]:
        """What stood on the standard output, and the conversation's id if it was told."""
        process = subprocess.Popen(
            [*CAIRN, "send", "--turn", "turn-1", "Message 1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._environment(),
            cwd=ROOT,
            start_new_session=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        shown = os.read(process.stdout.fileno(), 1) if self._plan.after_first_word else b""
        time.sleep(self._plan.seconds)
        if self._plan.stop_seconds is not None:
            process.send_signal(signal.SIGINT)
            time.sleep(self._plan.stop_seconds)
        process.kill()
        rest, told = process.communicate(timeout=LONGEST_SECONDS)
        if process.returncode == -signal.SIGKILL:
            self._outcome.kills.append("the command: " + ("streaming" if shown else "start-up"))
        deadline = time.monotonic() + END_SECONDS
        while (left := survivors(process.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        if left:
            self._broken(f"the processes {left} outlive the one that was killed")
        return (shown + rest).decode().removesuffix("\n"), told.decode().partition("\n")[0]

    def _judge(self, shown: str, conversation: str) -> None:
        code, report = self._json("doctor")
        self._outcome.looks += 1
        self._outcome.sound += not report["problems"]
        if code or report["problems"]:
            self._broken(f"`cairn doctor` says {report['problems']}")
        listed = {c["id"]: c["status"] for c in self._json("list")[1]["conversations"]}
        if conversation not in listed:
            if conversation or shown:
                self._broken(f"the conversation {conversation!r} is lost")
            return
        self._look(conversation, shown, turns=None)
        open_ = bool(report["unfinished"])
        if (listed[conversation] == "unfinished") is not open_:
            self._broken(f"`list` says {listed[conversation]}, doctor {report['unfinished']}")
        code, _ = self._cairn("resume", conversation)
        if code not in ((0, 5) if open_ else (5,)):  # 5: only "finished" was not on disk yet
            self._broken(f"`cairn resume` ends with {code}")
        self._look(conversation, shown, turns=None)
        for turn in ("turn-1", "turn-2"):
            text = "Message " + turn[-1]
            code, _ = self._cairn("send", "--conversation", conversation, "--turn", turn, text)
            if code:
                self._broken(f"`cairn send` ends with {code}")
        self._look(conversation, shown, turns=2)
        self._outcome.broken += claims.misled(["Message 1", "Message 2"], self._model.read())

    def _look(self, conversation: str, shown: str, turns: int | None) -> None:
        _, told = self._json("show", conversation)
        answers = [m["text"] for m in told["messages"] if m["role"] == "assistant"]
        if shown and not any(answer.startswith(shown) for answer in answers):
            self._broken(f"the text {shown!r} is lost, there is {answers}")
        mine = [m["text"] for m in told["messages"] if m["role"] == "user"]
        expected = [f"Message {n + 1}" for n in range(turns or len(mine))]
        if mine != expected or len(mine) > (turns or 1):
            self._broken(f"the person said {mine}")
        if turns and answers[-1] != WHOLE:
            self._broken(f"the last answer is {answers[-1]!r}")
        self._outcome.kept_tries = sum(m["interrupted"] for m in told["messages"])

    def _broken(self, sentence: str) -> None:
        self._outcome.broken.append(sentence)

    def _json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code, output = self._cairn(*arguments, "--json")
        return code, json.loads(output)

    def _cairn(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [*CAIRN, *arguments],
            capture_output=True,
            text=True,
            env=self._environment(),
            cwd=ROOT,
            timeout=LONGEST_SECONDS,
        )
        return done.returncode, done.stdout

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "CAIRN_HOME": str(self._home),
            "OPENAI_BASE_URL": self._model.base_url,
            "OPENAI_API_KEY": "key",
            "CAIRN_MODEL": "scripted-model",
        }
