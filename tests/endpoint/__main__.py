"""The endpoint as a process of its own."""

import argparse
import json
import sys
from pathlib import Path

from tests.endpoint.replies import Echo, Text, numbered_words
from tests.endpoint.server import ScriptedEndpoint


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.endpoint")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--rate", type=float, default=None)
    parser.add_argument("--tokens-per-event", type=int, default=1)
    parser.add_argument("--record", type=Path, default=None)
    parser.add_argument("--api-key", default=None)
    options = parser.parse_args()
    style = Text(
        numbered_words(options.words),
        tokens_per_second=options.rate,
        tokens_per_event=options.tokens_per_event,
    )
    with ScriptedEndpoint(
        default=style if options.words else Echo(style),
        api_key=options.api_key,
        port=options.port,
        record=options.record,
    ) as server:
        sys.stdout.write(json.dumps({"base_url": server.base_url}) + "\n")
        sys.stdout.flush()
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
