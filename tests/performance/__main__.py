"""`make bench`: Cairn against the stock way, both measured in this run.

    python -m tests.performance [SECTION ...]

Sections: first-frame, packaged, turns, window, sidebar, timeline, replay, small-models; all of them
unless named. `packaged` measures what `make package` has built.

Prints a table and writes .bench/figures.json. Takes about a quarter of an hour and, for a moment,
two gigabytes of disk: the stock way needs them. Ratios count; absolute times are this machine's.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from graphs.models.catalog import ModelFile
from tests.performance import (
    first_frame,
    packaged,
    replay,
    sidebar,
    streaming,
    timeline,
    tool_use,
    turns,
)
from tests.performance.report import Figure, as_json, table
from tests.performance.serving import CHARACTERS, ROOT, WORDS, answering, numbered_words
from tests.performance.tool_requests import HELD_OUT, SAMPLE

MARKS = (10, 100, 500)
RAW = CHARACTERS + len(numbered_words(WORDS))
"""Characters that a turn adds."""

MS = 1_000
MB = 1_000_000


def frames(folder: Path) -> list[Figure]:
    apps, empties = first_frame.alternating(folder, runs=9)
    first = median(app.first for app in apps)
    page = median(app.page for app in apps)
    empty = median(window.first for window in empties)
    return [
        Figure("first frame", "ms", first * MS, empty * MS, note="stock: an empty QML window"),
        Figure("first frame by that of an empty window", "times", first / empty, aim=2.5),
        Figure("first frame with the page in it", "ms", page * MS, empty * MS),
    ]


def package(folder: Path) -> list[Figure]:
    if not packaged.is_built():
        sys.stderr.write("nothing is packaged: `make package` does it\n")
        return []
    parts = packaged.sizes(packaged.DIST / "Cairn")
    frames, source_frames = packaged.first_frames(folder / "frames", runs=9)
    ours = packaged.memory(packaged.PACKAGED, folder / "packaged")
    source = packaged.memory(packaged.FROM_SOURCE, folder / "source")
    first, first_source = median(frames), median(source_frames)
    note = "stock: from source"
    return [
        Figure("bundle", "MB", sum(parts.values()) / MB),
        *(Figure(f"bundle: {part}", "MB", size / MB) for part, size in parts.items()),
        *(
            Figure(f"installer {kind}", "MB", size / MB, aim=220)
            for kind, size in packaged.installers().items()
        ),
        Figure("first frame, packaged", "ms", first * MS, first_source * MS, note=note),
        Figure("first frame, packaged by from source", "times", first / first_source, aim=1.3),
        Figure("memory at rest, packaged", "MB", ours.idle / MB, source.idle / MB, note=note),
        Figure(
            "memory with the model loaded, packaged",
            "MB",
            ours.with_model / MB,
            source.with_model / MB,
            note=note,
        ),
    ]


def conversation(folder: Path) -> list[Figure]:
    our_file, stock_file = folder / "cairn.sqlite3", folder / "stock.sqlite3"
    with answering() as url:
        ours = asyncio.run(turns.measured(turns.ours(our_file, url), our_file, MARKS))
        stock = asyncio.run(turns.measured(turns.stock(stock_file, url), stock_file, MARKS))
    first, last = MARKS[0], MARKS[-1]
    return [
        *(_disk(mark, ours.bytes_at[mark], stock.bytes_at[mark]) for mark in MARKS),
        *(_turn(mark, "", ours.whole, stock.whole) for mark in MARKS),
        *(_turn(mark, " without the model", ours.outside, stock.outside) for mark in MARKS),
        Figure(
            f"turn {last} by turn {first}",
            "times",
            turns.growth(ours.whole, first, last),
            turns.growth(stock.whole, first, last),
            aim=2,
        ),
        Figure(
            f"turn {last} by turn {first} without the model",
            "times",
            turns.growth(ours.outside, first, last),
            turns.growth(stock.outside, first, last),
        ),
    ]


def _disk(turn: int, ours: int, stock: int) -> Figure:
    raw = RAW * turn
    return Figure(
        f"disk at turn {turn} by raw text",
        "times",
        ours / raw,
        stock / raw,
        aim=12 if turn == MARKS[-1] else None,
        note=f"{ours / MB:,.1f} MB, stock {stock / MB:,.1f} MB",
    )


def _turn(turn: int, what: str, ours: Sequence[float], stock: Sequence[float]) -> Figure:
    costs = turns.cost(ours, turn) * MS, turns.cost(stock, turn) * MS
    return Figure(f"turn {turn}{what}", "ms", *costs)


def window(folder: Path) -> list[Figure]:
    seen = streaming.measure(folder, messages=2_000, seconds=10)
    return [
        Figure("open a conversation of 2,000 messages", "ms", seen.opened * MS),
        Figure(
            "longest gap of the window's loop, streaming",
            "ms",
            seen.gap * MS,
            aim=50,
            note=f"{seen.quiet_gap * MS:.1f} ms when nothing happens; {seen.rows:,} rows, "
            f"{seen.frames_per_second:.0f} frames a second",
        ),
        Figure("most work of its thread between two beats", "ms", seen.busiest * MS),
        Figure("memory of the app with all of it loaded", "MB", seen.memory / MB),
    ]


def conversations(folder: Path) -> list[Figure]:
    seen = sidebar.measure(folder, 10_000)
    note = "stock: the newest checkpoint of each known thread"
    return [
        Figure("read 10,000 conversations", "ms", seen.read * MS, seen.stock * MS, note=note),
        Figure("make rows of them", "ms", seen.derived * MS),
    ]


def long_branches(folder: Path) -> list[Figure]:
    short, long = 2_000, 20_000
    ours, stock = timeline.measure(folder, short, whole=True)
    longer = timeline.measure(folder, long, whole=False)
    return [
        *_branch(short, ours, stock),
        Figure(
            f"all {short:,} steps by the time of stock",
            "times",
            ours.whole / stock.listing,
            aim=1 / 200,
            note=f"{stock.listing / ours.whole:,.0f} times faster",
        ),
        *_branch(long, *longer),
        Figure(
            f"newest {timeline.PAGE} of {long:,} steps by those of {short:,}",
            "times",
            longer[0].page / ours.page,
            aim=1.2,
        ),
    ]


def _branch(length: int, ours: timeline.Ours, stock: timeline.Stock) -> list[Figure]:
    which = f"of {length:,} steps"
    sample = f"stock: only the newest {stock.listed}" if stock.listed < length else ""
    first = f"{ours.first_fork * MS:.0f} ms right after opening; stock: within the thread"
    return [
        Figure(f"list the newest {timeline.PAGE} {which}", "ms", ours.page * MS),
        Figure(f"list all {which}", "ms", ours.whole * MS, stock.listing * MS, note=sample),
        Figure(
            f"open the transcript in the middle {which}",
            "ms",
            ours.transcript * MS,
            stock.state * MS,
            note="200 messages; stock: all until there",
        ),
        Figure(f"all there is to the step in the middle {which}", "ms", ours.detail * MS),
        Figure(
            f"fork in the middle {which}",
            "ms",
            ours.fork * MS,
            stock.fork * MS,
            aim=100,
            note=first,
        ),
    ]


def replays(folder: Path) -> list[Figure]:
    cases = 200
    with answering(words=20) as url:
        seen = replay.measure(folder, url, cases)
    note = f"after {cases // 4}: {seen.few_held / 1_000:,.0f} KB"
    return [
        Figure(f"replay a case of {cases}", "ms", seen.whole * MS),
        Figure("replay a case without the model", "ms", seen.outside * MS, aim=20),
        Figure(f"held after {cases} cases", "KB", seen.all_held / 1_000, aim=1_000, note=note),
    ]


def small_models(folder: Path) -> list[Figure]:
    return [
        figure for file in tool_use.model_files() for figure in asyncio.run(_tool_use(file, folder))
    ]


async def _tool_use(file: ModelFile, folder: Path) -> list[Figure]:
    figures: list[Figure] = []
    async with tool_use.served(file, folder) as model:
        for part, requests in (("tuned", SAMPLE), ("held out", HELD_OUT)):
            ours, stock, plain = [
                await tool_use.score(model, way, requests)
                for way in (tool_use.ours, tool_use.stock, tool_use.two_step)
            ]
            name = f"{file.name}, {part}"
            of, talks = ours.needing, ours.talks
            figures += [
                Figure(
                    f"{name}: of {of} requests, the wrong tool or none",
                    "",
                    of - ours.tool,
                    of - stock.tool,
                    note=f"two-step: {of - plain.tool}",
                ),
                Figure(
                    f"{name}: of {of} requests, not done right",
                    "",
                    of - ours.arguments,
                    of - stock.arguments,
                    aim=of * 0.4,
                    note=f"two-step: {of - plain.arguments}",
                ),
                Figure(
                    f"{name}: of {talks} talks, a tool proposed",
                    "",
                    ours.false,
                    stock.false,
                    aim=0,
                    note=f"two-step: {plain.false}",
                ),
                Figure(
                    f"{name}: find that talk needs no tool",
                    "ms",
                    median(ours.seconds) * MS,
                    note=f"two-step: {median(plain.seconds) * MS:,.0f} ms",
                ),
            ]
    return figures


SECTIONS: dict[str, Callable[[Path], list[Figure]]] = {
    "first-frame": frames,
    "packaged": package,
    "turns": conversation,
    "window": window,
    "sidebar": conversations,
    "timeline": long_branches,
    "replay": replays,
    "small-models": small_models,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.performance")
    parser.add_argument("section", nargs="*", choices=[[], *SECTIONS], metavar="section")
    chosen = parser.parse_args().section or list(SECTIONS)
    figures: list[Figure] = []
    for name in chosen:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="cairn-bench-") as folder:
            figures += SECTIONS[name](Path(folder))
        sys.stderr.write(f"measured {name} in {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(table(figures) + "\n")
    file = ROOT / ".bench" / "figures.json"
    file.parent.mkdir(exist_ok=True)
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    content = {"machine": machine, "measured_at": time.time(), "figures": as_json(figures)}
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
