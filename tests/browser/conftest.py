"""A real browser. Without Chromium and selenium the tests here are skipped, unless ``BOILERSTRIP_BROWSER`` says that they must run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1100,900",
)


@pytest.fixture(scope="session")
def drivers() -> tuple[str, str]:
    """The paths of the browser and of its driver."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        message = "no chromium and chromedriver: apt-get install chromium chromium-driver"
        if os.environ.get("BOILERSTRIP_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    return browser, driver


@pytest.fixture
def browser(drivers: tuple[str, str], tmp_path: Path) -> Iterator[Any]:
    """A browser that downloads into the test's folder."""
    yield from start(drivers, tmp_path)


@pytest.fixture
def plain_browser(drivers: tuple[str, str], tmp_path: Path) -> Iterator[Any]:
    """A browser that runs no scripts of pages."""
    yield from start(drivers, tmp_path, {"profile.managed_default_content_settings.javascript": 2})


def start(drivers: tuple[str, str], folder: Path, settings: dict[str, Any] | None = None) -> Iterator[Any]:
    """A browser until the test is done."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: tox -e browser has it")
    options = webdriver.ChromeOptions()
    options.binary_location = drivers[0]
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "downloads"), **(settings or {})})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=drivers[1]))
    try:
        yield found
    finally:
        found.quit()
