"""One reader for all tests of dates: building it costs a fifth of a second."""

import pytest

from communique.annotate.dates.recognise import DateReader
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="session")
def dates() -> DateReader:
    return DateReader(Knowledge())
