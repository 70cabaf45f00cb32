"""Names that every example in a docstring may use without importing them."""

from typing import Any

import pytest

from corpusclean import testing


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update({name: getattr(testing, name) for name in testing.__all__})
