"""Fixtures that every part's tests share."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

# Before any library reads them: no test may reach for the network, or report on itself.
os.environ |= {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}
# Of several test processes each has a core to itself.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
# Fixtures of a session are made before those of a test could clear the developer's settings.
for _name in [name for name in os.environ if name.startswith("NEWS_")]:
    del os.environ[_name]
# A run put in the background by a script ignores Ctrl-C, and so would every process it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# A busy machine is no defect; how long things take is what the benches measure.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
_SHARED_DATA = REPOSITORY.parent / "shared" / "data"
_SEED_ARTICLE = _SHARED_DATA / "articles" / "eu-invites-russia-osce.txt"
_CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run every test in an empty folder, so that no `.env` is read and no index is met there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("cwd"))
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the sample articles, built with the real model and stores."""
    from assistant.settings import Settings
    from index import rebuild

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("cwd"))
        settings = Settings(index=tmp_path_factory.mktemp("sample") / "index")
    rebuild(REPOSITORY / "articles", settings=settings)
    return settings


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of measuring data, which a clone does not have."""
    if not _SHARED_DATA.is_dir():
        pytest.skip(f"needs measuring data in {_SHARED_DATA}")
    return _SHARED_DATA


@pytest.fixture(scope="session")
def seed_article() -> Path:
    """A real news page pasted as text, which a clone does not have."""
    if not _SEED_ARTICLE.is_file():
        pytest.skip(f"needs {_SEED_ARTICLE}")
    return _SEED_ARTICLE


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or its like; without one tests are skipped, but not in CI."""
    found = [path for name in _CHROMIUM_NAMES if (path := shutil.which(name))]
    found += [path for path in _CHROMIUM_PLACES if Path(path).is_file()]
    if found:
        return found[0]
    reason = "no Chromium or Chrome is installed (Debian, Ubuntu: apt-get install chromium)"
    if os.environ.get("CI") == "true":
        pytest.fail(f"in CI the browser tests must run, and {reason}")
    pytest.skip(reason)
