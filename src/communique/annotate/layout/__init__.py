"""The outer shape of a document.

Comes in: a Document. Done: furniture and dateline are told from prose, the sources that are named are collected, kind
and side are decided. Goes out: a Layout. All words are in knowledge/layouts.
"""

from communique.annotate.layout.kinds import looks_undiplomatic
from communique.annotate.layout.model import Furniture, Layout, PrintedDate, Publisher
from communique.annotate.layout.reader import Tools, read_layout

__all__ = ["Furniture", "Layout", "PrintedDate", "Publisher", "Tools", "looks_undiplomatic", "read_layout"]
