"""Places for an index: a folder, a Chroma server, a small disk, a folder that can't be written."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STARTUP_SECONDS = 60.0


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Host and port of a Chroma server, started for the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    arguments = ["run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    code = (
        f"import sys; from chromadb.cli.cli import app; sys.argv = {['chroma', *arguments]}; app()"
    )
    packages = os.pathsep.join(path for path in sys.path if path)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": packages},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(port, server)
            yield "127.0.0.1", port
        finally:
            _close_connections()
            server.kill()
            server.wait()


@pytest.fixture
def server_address(chroma_server: tuple[str, int]) -> str:
    """The address of an empty database of the server."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    host, port = chroma_server
    database = f"news-{uuid.uuid4().hex[:12]}"
    admin = chromadb.AdminClient(
        ChromaSettings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=host,
            chroma_server_http_port=port,
            anonymized_telemetry=False,
        )
    )
    admin.create_database(database)
    return f"chroma://{host}:{port}?database={database}"


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty index, in a folder and in a server."""
    store = request.getfixturevalue("server_address") if request.param == "server" else ""
    return Settings(index=tmp_path / "index", store=store)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a disk of so many bytes, for which one must be root of a Linux."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        folder = tmp_path / "disk"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no disk can be mounted here")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def read_only(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Path]]:
    """Gives a copy of a folder that cannot be written to."""
    made: list[Path] = []

    def copy(folder: Path) -> Path:
        if os.name == "nt":
            pytest.skip("folders of Windows are not made read-only so")
        if os.geteuid() == 0:  # who may write everywhere, but not to a disk that is read-only
            target = request.getfixturevalue("small_disk")(1 << 30) / "copy"
            shutil.copytree(folder, target)
            subprocess.run(["mount", "-o", "remount,ro", str(target.parent)], check=True)
            return target
        target = folder.with_name("read-only")
        shutil.copytree(folder, target)
        made.append(target)
        for path in [*target.rglob("*"), target]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        return target

    yield copy
    for target in made:
        for path in [target, *target.rglob("*")]:
            path.chmod(0o755)


def _close_connections() -> None:
    """What Chroma's clients leave open when they are closed, which is a warning at the end."""
    from chromadb.api import ServerAPI
    from chromadb.api.shared_system_client import SharedSystemClient

    for system in SharedSystemClient._identifier_to_system.values():
        session = getattr(system.instance(ServerAPI), "_session", None)
        if session is not None:
            session.close()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the Chroma server did not start")
