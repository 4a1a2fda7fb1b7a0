"""A brief as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from communique.publish.brief.model import Brief, Citation, marked, said_line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED, say_date


def brief_html(brief: Brief) -> str:
    """The page. All text is escaped, since documents may hold anything; links lead only to http and https."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("communique.publish.brief", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"one_line": one_line, "say_date": say_date}
    template = environment.get_template("brief.html.jinja")
    return template.render(brief=brief, said_line=said_line, marked=marked, link=_link, not_stated=NOT_STATED)


def _link(citation: Citation) -> str | None:
    """The address of the document, if a browser can go there."""
    for address in (citation.url, *citation.sources):
        if address and address.lower().startswith(("https://", "http://")):
            return address
    return None
