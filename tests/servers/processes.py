"""PostgreSQL, Redis and nginx from Debian's packages, on loopback, in a folder of their own.

They can be stopped, started again, and paused, as happens to servers.
"""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence

from tests.waiting import START_SECONDS, STOP_SECONDS

ROOT = Path(__file__).resolve().parents[2]
_PATHS = ("/usr/sbin", "/usr/local/sbin", "/usr/bin")


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on.

    None of those that the system gives to connections and to servers that ask for any, one of
    which could have it before it is used.
    """
    while True:
        port = random.SystemRandom().randrange(15_000, 30_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def program(name: str) -> Optional[str]:
    """Where a server program is, the newest version; `None` if it isn't installed."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    if versions:
        return str(versions[-1])
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_PATHS)))


def missing_packages() -> List[str]:
    """Debian's packages that have to be installed for `Cluster`; empty if all are there."""
    needed = {"initdb": "postgresql", "redis-server": "redis-server", "nginx": "nginx"}
    return [package for name, package in needed.items() if program(name) is None]


class Server:
    """A process that listens on a port of 127.0.0.1.

    Args:
        command: made anew from the port at each start.
        user: who it runs as, when the tests run as root.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        environment: Optional[Dict[str, str]] = None,
        user: Optional[str] = None,
        stop_with: signal.Signals = signal.SIGTERM,
        log: Optional[Path] = None,
    ) -> None:
        self.port = free_port()
        self.log = log
        self._command = command
        self._environment = environment or dict(os.environ)
        self._prefix = as_user(user)
        self._stop_with = stop_with
        self.process: Optional[subprocess.Popen[bytes]] = None

    def start(self) -> None:
        """Start the process; doesn't wait until it listens."""
        output = open(self.log, "ab") if self.log else subprocess.DEVNULL  # noqa: SIM115
        self.process = subprocess.Popen(
            [*self._prefix, *self._command(self.port)],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def wait_until_listening(self, seconds: float = START_SECONDS) -> None:
        """Until the port accepts connections."""
        deadline = time.monotonic() + seconds
        while True:
            assert self.is_running, f"the server ended; see {self.log}"
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < deadline, f"the server does not listen; see {self.log}"
            time.sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process."""
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self, seconds: float = STOP_SECONDS) -> Optional[int]:
        """Stop the process and wait for its end; its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(self._stop_with)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()

    def kill(self) -> None:
        """As when the power goes."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


def as_user(user: Optional[str]) -> List[str]:
    """What goes before a command to run it as a user; nothing unless we are root."""
    if user is None or os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]


class Postgres(Server):
    """PostgreSQL, with an empty database."""

    def __init__(self, folder: Path) -> None:
        """Make the files of the database; `start` starts it."""
        user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        data = folder / "postgres"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, user, user)
        make = [program("initdb") or "initdb", "--no-sync", "--auth=trust", "--username=klyngebot"]
        subprocess.run(
            [*as_user(user), *make, "--encoding=UTF8", "--locale=C", "-D", str(data)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )

        def command(port: int) -> List[str]:
            settings = {
                "listen_addresses": "127.0.0.1",
                "unix_socket_directories": str(data),
                "fsync": "off",
                "shared_buffers": "16MB",
            }
            options = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
            return [program("postgres") or "postgres", "-D", str(data), f"--port={port}", *options]

        super().__init__(command, user=user, stop_with=signal.SIGINT, log=folder / "postgres.log")

    @property
    def url(self) -> str:
        """SQLAlchemy's address of the database."""
        return f"postgresql://klyngebot@127.0.0.1:{self.port}/postgres"

    def pause(self) -> None:
        """It is there, but says nothing: all its processes stand still."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        """After `pause`."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in (self.process.pid, *map(int, children.read_text().split())):
            os.kill(pid, number)


class Redis(Server):
    """Redis that keeps nothing over a restart."""

    def __init__(self, folder: Path) -> None:
        def command(port: int) -> List[str]:
            options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
            return [
                program("redis-server") or "redis-server",
                *("--port", str(port), "--dir", str(folder)),
                *options,
            ]

        super().__init__(command, log=folder / "redis.log")

    @property
    def url(self) -> str:
        """Address for `LOCK_STORE_URL`."""
        return f"redis://127.0.0.1:{self.port}/0"


class Nginx(Server):
    """nginx as `deploy/nginx.conf` sets it up, in front of servers on these ports.

    Only its limit of requests from one address is lifted. With `rest`, it lets the REST channel
    through, too.
    """

    def __init__(self, folder: Path, ports: Sequence[int], rest: bool = False) -> None:
        files = folder / "nginx"
        files.mkdir()
        settings = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        servers = "\n".join(f"server 127.0.0.1:{port} max_fails=0;" for port in ports)

        def command(port: int) -> List[str]:
            text = settings
            for here, there in {
                "server bot:5005 max_fails=0;": servers,
                "listen 8080;": f"listen 127.0.0.1:{port};",
                "/tmp/nginx": str(files),
                "/dev/stdout": str(files / "access.log"),
                "/dev/stderr": str(files / "error.log"),
                "rate=20r/s": "rate=100000r/s",
                **({"location /webhooks/rest/ {": "location /unused/ {"} if rest else {}),
            }.items():
                assert here in text, f"deploy/nginx.conf has no '{here}'"
                text = text.replace(here, there)
            path = files / "nginx.conf"
            path.write_text(text, encoding="utf-8")
            return [program("nginx") or "nginx", "-c", str(path), "-g", "daemon off;"]

        super().__init__(command, stop_with=signal.SIGQUIT, log=folder / "nginx.log")
        self.access_log = files / "access.log"


def new_folder() -> Path:
    """A folder that other users can look into, as PostgreSQL must."""
    folder = Path(tempfile.mkdtemp(prefix="klyngebot-servers-"))
    folder.chmod(0o755)
    return folder
