"""Colours, sizes of letters and axes of every chart, named once."""

from __future__ import annotations

import altair as alt

HUES = ("#b58d26", "#c95750", "#3259b8")
"""Three hues between 3:1 contrast on white and 3:1 on the dark background, apart in lightness too."""

MARK = HUES[2]
QUIET = "#6f7784"
"""For letters and outlines beside the marks: 4.5:1 on the background of either theme."""

TINTS = {"light": ("#e6ecf8", "#7f9fe0"), "dark": ("#1b2740", "#3f66b8")}
"""Backgrounds of cells that hold letters, from few cases to many: away from the background of the page."""

KNOWN = {"light": ("#3259b8", "#8a94a1", "#d0d6dd"), "dark": ("#4872cc", "#545d67", "#262e37")}
"""Bars of what is reported, not reported and not read: the less is known, the nearer to the background of the page.

Each has an outline in QUIET. The print style turns those of the dark into those of the light (common/ui/page.css).
"""

ON_TINT = {"light": "#1c2630", "dark": "#f2f5f8"}
"""The letters on them. In the dark, not INK: the print style turns tints where it finds these (common/ui/page.css)."""

INK = {"light": "#0d141b", "dark": "#e6ebf0"}
"""The text colours of .streamlit/config.toml, for letters inside a chart."""

ON_LIGHT_MARK, ON_MARK = "#1c2630", "#ffffff"
"""Letters on a light mark, and on a dark one."""

DAY_TICKS = {1: "1 day", 7: "1 week", 30.4375: "1 month", 182.625: "6 months", 730.5: "2 years", 3652.5: "10 years"}
"""Where the day axis is marked, and the words that stand there."""


_ROOM_FOR_EACH_DAY = 330
"""Pixels of a chart from which each tick of the day axis has its words; on a narrower one every other has."""


def columns_of_legend(one_below: int = 300) -> str:
    """Say as a Vega expression in how many columns a legend stands: 0 is one row, 2 are those of a phone.

    3 are those of a chart beside another, in which more entries would be cut off at its edge.

    `one_below` is the width of a chart, in pixels, below which they stand in one column: more where its rows have long
    names. The width of the plot would not do. It is found after the room for the legend, so that a chart which the
    browser makes narrower would have its first row beyond its top. It is named all the same: Vega evaluates an
    expression anew when a signal in it changes, and the size of the container is none.
    """
    wide = "containerSize()[0]"
    return f"width && {wide} < {one_below} ? 1 : {wide} < 420 ? 2 : {wide} < 640 ? 3 : 0"


def letters(*, dark: bool) -> dict[str, dict[str, str | int | dict[str, str]]]:
    """Give sizes of letters in pixels, for a screen that a room looks at, and their colours.

    The entries of a legend stand below one another where a chart has no room for them in a row.

    Streamlit's own colour of the letters of axes and legends misses 4.5:1 in the light theme. The first and the last
    label of an axis stand where the others do, at their mark.
    """
    colour, of_axes = (INK["dark"], "#c3ccd6") if dark else (INK["light"], "#4a535f")
    return {
        "axis": {
            "labelFontSize": 13,
            "titleFontSize": 13,
            "labelColor": of_axes,
            "titleColor": of_axes,
            "labelFlush": False,
        },
        "legend": {
            "labelFontSize": 12,
            "labelColor": of_axes,
            "columns": {"expr": columns_of_legend()},
        },
        "text": {"fontSize": 13, "color": colour},
    }


def colours(*, dark: bool) -> dict[str, dict[str, list[str] | dict[str, str]]]:
    """Give the colours that differ by the theme: cells take their tint by `tint`, states theirs by the range "ordinal".

    Letters on a tint have the style "on_tint".
    """
    background = "dark" if dark else "light"
    return {
        "range": {"heatmap": list(TINTS[background]), "ordinal": list(KNOWN[background])},
        "style": {"on_tint": {"color": ON_TINT[background]}},
    }


def tint() -> alt.Fill:
    """Tint a cell by its column `share`, from 0 for few cases to 1 for many."""
    return alt.Fill("share:Q", scale=alt.Scale(domain=[0, 1]), legend=None)


def day_axis(title: str | None = "from the start of the suspect drug (logarithmic)") -> alt.Axis:
    """Mark a logarithmic day axis in days, weeks, months and years."""
    every_other = [*DAY_TICKS][1::2]
    narrow = " || ".join(f"abs(datum.value - {day}) < 0.01" for day in every_other)
    words = f"width < {_ROOM_FOR_EACH_DAY} && ({narrow}) ? '' : "
    words += "".join(f"abs(datum.value - {day}) < 0.01 ? '{word}' : " for day, word in DAY_TICKS.items()) + "''"
    return alt.Axis(values=list(DAY_TICKS), labelExpr=words, title=title, grid=True, labelOverlap=False)


def counts(title: str = "cases") -> alt.Axis:
    """Mark an axis of counts in whole numbers."""
    return alt.Axis(format="d", tickMinStep=1, title=title)
