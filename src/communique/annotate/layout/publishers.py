"""Who brings texts out: ministries and presidencies that speak for a party, agencies, papers, broadcasters."""

from __future__ import annotations

import re

from communique.annotate.layout.model import Publisher
from communique.annotate.places import fold
from communique.shared.knowledge import Knowledge, Row

_PARTS = re.compile(r"\s*(?:/|\||\(via |\(|\))\s*")
