"""The flow of records as a chart in Altair. Rows are sent beside it; literature.flow makes them."""

from __future__ import annotations

import altair as alt

from common import theme
from common.charts import ROW, Drawn, layer

_BOX = 1.6 * ROW
"""Height of a box, in pixels."""


def record_flow() -> Drawn:
    """Boxes in a column, from the records identified to the cases; indented, those that leave on the way."""
    order = alt.EncodingSortField("place", op="min")
    place = alt.Y("box:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.25))
    tooltips = [
        alt.Tooltip("box:N", title="box"),
        alt.Tooltip("records:Q", title="records", format=","),
        alt.Tooltip("of_which:N", title="of which"),
    ]
    left = alt.X("left:Q", scale=alt.Scale(domain=[0, 100]), axis=None)
    boxes = layer("bar", cornerRadius=3, strokeWidth=1).encode(
        left,
        alt.X2("right:Q"),
        place,
        alt.Stroke(
            "side:N",
            scale=alt.Scale(domain=["goes on", "leaves"], range=[theme.MARK, theme.QUIET]),
            legend=alt.Legend(orient="top", title=None, symbolType="square", symbolFillColor="transparent"),
        ),
        alt.FillValue("transparent"),
        tooltip=tooltips,
    )
    words = layer("text", align="left", dx=8, fontSize=13, aria=False).encode(left, place, alt.Text("line:N"))
    return alt.layer(boxes, words).properties(width="container", height=alt.Step(_BOX))
