"""The real app, as `python -m desktop` starts it, up to the first frame with its page."""

import runpy

from tests.performance.probes.first_frame import Frames
from tests.performance.probes.hook import has_page, on_window

if __name__ == "__main__":
    watched: list[Frames] = []
    on_window(lambda window: watched.append(Frames(window, has_page)))
    runpy.run_module("desktop", run_name="__main__")
