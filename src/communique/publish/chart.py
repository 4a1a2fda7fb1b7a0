"""Charts as pictures, drawn without a network (vl-convert)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCALE = 2
"""Pixels of a PNG for each point of the chart."""


def chart_bytes(spec: Mapping[str, Any], form: str) -> bytes:
    """A chart in the grammar of Vega-Lite as "svg" or "png"."""
    import vl_convert

    if form == "png":
        return bytes(vl_convert.vegalite_to_png(dict(spec), scale=SCALE))
    return str(vl_convert.vegalite_to_svg(dict(spec))).encode()
