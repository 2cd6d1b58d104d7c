"""The real app, as `python -m desktop` starts it, up to its first frame."""

import time

if __name__ == "__main__":
    began = time.perf_counter()
    from desktop.app import startup, wiring
    from tests.performance.probes.first_frame import tell_and_leave

    class Watched(wiring.Window):
        """The window, told on at its first frame."""

        def _show(self):
            quick = super()._show()
            quick.frameSwapped.connect(tell_and_leave)
            return quick

    startup.Window = Watched
    startup.main(began)
