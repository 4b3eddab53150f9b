"""A company on two platforms."""

import pytest

from tests.handlers.office import Office
from tests.handlers.settings.two_platforms import Company


@pytest.fixture
def company(office: Office) -> Company:
    """On a fresh database, on which nobody is known."""
    return Company(office.database)
