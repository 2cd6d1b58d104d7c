"""Pass rates over runs as SVG: a line for each candidate, with the interval of each point. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from graphs.evals.report import Point

_WIDTH, _HEIGHT = 880, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 12, 28
_DASHES = ("", "6 4", "2 3", "10 4 2 4")


def plot(points: Sequence[Point]) -> str:
    """The plot; a sentence where there is nothing to be drawn. Runs stand at even distances."""
    if not points:
        return '<p class="about">There is no finished attempt yet.</p>'
    runs = list(dict.fromkeys(point.run_id for point in points))
    names = list(dict.fromkeys(point.name for point in points))
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(runs) - 1)
    places = {run_id: _LEFT + number * step for number, run_id in enumerate(runs)}
    if len(runs) == 1:
        places[runs[0]] = _WIDTH / 2
    lines = "".join(
        _line([point for point in points if point.name == name], places, _DASHES[number % 4])
        for number, name in enumerate(names)
    )
    said = ", ".join(f"{point.name} {point.rate:.0%}" for point in points[-len(names) :])
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="Pass rate over {len(runs)} runs; at last {escape(said, quote=True)}">'
        f"{_scale()}{lines}</svg>{_legend(names)}"
    )


def _scale() -> str:
    return "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{_y(rate):.1f}" y2="{_y(rate):.1f}" '
        f'stroke="currentColor" stroke-opacity="0.2"/>'
        f'<text x="{_LEFT - 8}" y="{_y(rate) + 4:.1f}" text-anchor="end" font-size="12">'
        f"{rate:.0%}</text>"
        for rate in (0.0, 0.5, 1.0)
    )


def _line(points: Sequence[Point], places: dict[str, float], dash: str) -> str:
    way = " ".join(f"{places[one.run_id]:.1f},{_y(one.rate):.1f}" for one in points)
    drawn = [
        f'<polyline points="{way}" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-dasharray="{dash}"/>'
    ]
    for one in points:
        x = places[one.run_id]
        day = datetime.fromtimestamp(one.at, UTC).strftime("%Y-%m-%d %H:%M UTC")
        told = f"{escape(one.name)}: {one.rate:.0%}, {one.low:.0%} to {one.high:.0%}, {day}"
        drawn.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_y(one.low):.1f}" y2="{_y(one.high):.1f}" '
            f'stroke="currentColor" stroke-opacity="0.5"/>'
            f'<circle cx="{x:.1f}" cy="{_y(one.rate):.1f}" r="4" fill="currentColor">'
            f"<title>{told}</title></circle>"
        )
    return "".join(drawn)


def _legend(names: Sequence[str]) -> str:
    keys = (
        f'<svg viewBox="0 0 32 8" width="32" height="8" aria-hidden="true"><line x1="0" x2="32" '
        f'y1="4" y2="4" stroke="currentColor" stroke-width="2" '
        f'stroke-dasharray="{_DASHES[number % 4]}"/></svg> {escape(name)}'
        for number, name in enumerate(names)
    )
    return f'<p class="about">{" &nbsp; ".join(keys)}</p>'


def _y(rate: float) -> float:
    return _TOP + (1 - rate) * (_HEIGHT - _TOP - _BOTTOM)
