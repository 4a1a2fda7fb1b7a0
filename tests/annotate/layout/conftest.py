from __future__ import annotations

import pytest

from communique.annotate.layout import Tools
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="package")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="package")
def tools(knowledge: Knowledge) -> Tools:
    return Tools(knowledge)
