"""The report as one HTML file that loads nothing: scripts, styles and numbers are in it.

Text from pages is hostile. Jinja escapes all of it, in JSON as well; the only addresses that lead
out of the file are made of ids. A Content-Security-Policy lets nothing run but the two scripts that
stand here, by their hashes, and nothing be loaded from anywhere.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

import altair as alt
import jinja2
import vl_convert
from markupsafe import Markup

from dwcrawler.report.shapes import Report

# Vega, Vega-Lite and Vega-Embed, of which the page's own script needs one name.
_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"


def page_of(report: Report) -> bytes:
    """In UTF-8; what cannot be written in it stands as `?`."""
    style, script, charts = _own("page.css"), _own("page.js"), _charts_script()
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(charts)} {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",  # the empty icon: else a browser asks a server for one
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    has_charts = any(figure.spec for part in report.parts for figure in part.figures)
    html = _template().render(
        report=report,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        charts=Markup(charts) if has_charts else "",
    )
    return html.encode("utf-8", errors="replace")


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(_own("page.html"))


@cache
def _charts_script() -> str:
    """The bundle has no end of a script in it today; in JavaScript both forms mean the same."""
    wanted = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    known = vl_convert.get_vegalite_versions()
    bundle: str = vl_convert.javascript_bundle(
        _SNIPPET,
        vl_version=wanted if wanted in known else None,  # None: the newest that it knows
    )
    return bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(content: str) -> str:
    digest = sha256(content.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _own(name: str) -> str:
    return files("dwcrawler.report").joinpath(name).read_text(encoding="utf-8")
