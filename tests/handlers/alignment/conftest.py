"""Bo leads Ada, and both have written."""

import pytest

from tests.handlers.alignment.talking import begun
from tests.handlers.office import Office


@pytest.fixture
def pair(office: Office) -> Office:
    """O1 is Bo's and published, O2 Ada's and a draft."""
    return begun(office)
