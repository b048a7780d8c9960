"""What the tests of scenario files share."""

from __future__ import annotations

import pytest

from sim.kernel.catalogue import Catalogue
from tests.scenario.small import small_catalogue


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return small_catalogue()
