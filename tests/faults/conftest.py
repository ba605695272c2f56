"""One fleet per file; every test starts the workers it wants. Long runs end with a table."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from tests.faults.figures import LINES, RESULTS, table
from tests.faults.fleet import Fleet, calm, running_fleet
from tests.faults.scale import LONG

LONG_TIMEOUT = 3600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if LONG and "/faults/" in str(item.path):
            item.add_marker(pytest.mark.timeout(LONG_TIMEOUT))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LONG and LINES:
        terminalreporter.section("fault tests")
        for line in table(LINES):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"All figures: {RESULTS}")


@pytest.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Fleet]:
    async with running_fleet(tmp_path_factory.mktemp("fleet")) as fleet:
        yield fleet


@pytest.fixture
async def fleet(running: Fleet) -> Fleet:
    """The file's fleet, with a well-behaved Meta and no worker."""
    await calm(running)
    return running
