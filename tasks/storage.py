"""The S3 door: every object that the program reads or writes passes here."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    ProxyConnectionError,
    ReadTimeoutError,
)

from config.settings import Settings

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3.client import S3Client

DEFAULT_BUCKET = "kivijalka"
DEFAULT_REGION = "eu-north-1"
_PIECE_BYTES = 256 * 1024
_LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


class StorageError(Exception):
    """S3 cannot be used; the text says in one sentence why and what to do."""


class BucketMissingError(StorageError):
    """The server answers, but there is no such bucket."""


class ObjectMissingError(StorageError):
    """There is no such object or version."""


class ObjectChangedError(StorageError):
    """Somebody else wrote the object since it was read."""


@dataclass(frozen=True)
class S3Access:
    """Where an S3 server answers and the key that it knows, for one that the environment does not name."""

    address: str
    access_key: str
    secret_key: str


@dataclass(frozen=True)
class StoredObject:
    """One version of an object, without its bytes."""

    key: str
    version_id: str
    etag: str
    size: int
    modified_at: dt.datetime


class Store:
    """One bucket. Keys are relative to it."""

    def __init__(self, client: "S3Client", bucket: str, make_probe: Callable[[], "S3Client"] | None = None) -> None:
        """Store the client; `make_probe` returns one that gives up sooner, for `check`."""
        self._client = client
        self._make_probe = make_probe
        self.bucket = bucket

    def list_objects(self, prefix: str) -> list[StoredObject]:
        """Return the current version of every object below a prefix, by key."""
        return _by_key_newest_first(version for version, is_current in self._versions(prefix)[0] if is_current)

    def list_versions(self, prefix: str) -> list[StoredObject]:
        """Return the versions of every object below a prefix, by key and then newest first, without deleted ones."""
        return _by_key_newest_first(version for version, _ in self._versions(prefix)[0])

    def list_uploads(self, prefix: str) -> list[StoredObject]:
        """Return the versions of every object below a prefix since it was last deleted, by key and then newest first.

        An object that is deleted has none.
        """
        versions, markers = self._versions(prefix)
        deleted_at = {marker.key: marker.modified_at for marker in reversed(_by_key_newest_first(markers))}
        # The server may tell time in whole seconds, so a current version can seem as old as the deletion before it.
        return _by_key_newest_first(
            version
            for version, is_current in versions
            if is_current or version.key not in deleted_at or version.modified_at > deleted_at[version.key]
        )

    def _versions(self, prefix: str) -> tuple[list[tuple[StoredObject, bool]], list[StoredObject]]:
        """Return all versions, each with whether it is the current one, and all delete markers."""
        versions: list[tuple[StoredObject, bool]] = []
        markers: list[StoredObject] = []
        try:
            for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix):
                for v in page.get("Versions", []):
                    stored = StoredObject(v["Key"], v["VersionId"], v["ETag"], v["Size"], v["LastModified"])
                    versions.append((stored, v["IsLatest"]))
                markers += [
                    StoredObject(m["Key"], m["VersionId"], "", 0, m["LastModified"])
                    for m in page.get("DeleteMarkers", [])
                ]
        except (ClientError, BotoCoreError) as error:
            self._explain(error, prefix)
        return versions, markers

    def list_history(self, prefix: str) -> list[StoredObject]:
        """Return everything that is kept below a prefix, by key and then newest first: all versions and delete markers.

        A delete marker, which stands where an object was deleted, has no ETag and no size.
        """
        versions, markers = self._versions(prefix)
        return _by_key_newest_first([*(version for version, _ in versions), *markers])

    def list_folders(self, prefix: str) -> list[str]:
        """Return the names of the folders right below a prefix that ends in "/", without looking into them."""
        found: list[str] = []
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                found += [folder["Prefix"][len(prefix) : -1] for folder in page.get("CommonPrefixes", [])]
        except (ClientError, BotoCoreError) as error:
            self._explain(error, prefix)
        return sorted(found)

    def get(self, key: str, version_id: str | None = None) -> bytes:
        """Return an object's bytes, of its current version unless another is named.

        Raises:
            ObjectMissingError: There is no such object or version.
        """
        return b"".join(self.stream(key, version_id))

    def stream(self, key: str, version_id: str | None = None) -> Iterator[bytes]:
        """Return an object's bytes in pieces of 256 KiB.

        Raises:
            ObjectMissingError: There is no such object or version; raised here, before the first piece.
        """
        try:
            if version_id is None:
                answer = self._client.get_object(Bucket=self.bucket, Key=key)
            else:
                answer = self._client.get_object(Bucket=self.bucket, Key=key, VersionId=version_id)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, key)
        return self._pieces(answer["Body"], key)

    def _pieces(self, body: "StreamingBody", key: str) -> Iterator[bytes]:
        try:
            yield from body.iter_chunks(_PIECE_BYTES)
        except BotoCoreError as error:
            self._explain(error, key)

    def head(self, key: str) -> StoredObject | None:
        """Return an object's current version without its bytes, or None when there is none."""
        try:
            answer = self._client.head_object(Bucket=self.bucket, Key=key)
        except (ClientError, BotoCoreError) as error:
            if isinstance(error, ClientError) and error.response["Error"]["Code"] in ("404", "NoSuchKey"):
                return None
            self._explain(error, key)
        return StoredObject(
            key, answer.get("VersionId", ""), answer["ETag"], answer["ContentLength"], answer["LastModified"]
        )

    def put(self, key: str, content: bytes, content_type: str = "application/octet-stream") -> str:
        """Write an object and return its version id."""
        try:
            answer = self._client.put_object(Bucket=self.bucket, Key=key, Body=content, ContentType=content_type)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, key)
        return answer.get("VersionId", "")

    def put_if_unchanged(self, key: str, content: bytes, etag: str | None, content_type: str) -> str:
        """Write an object only if its current ETag is the given one (None: only if there is none yet).

        Raises:
            ObjectChangedError: Another writer was faster.
        """
        try:
            if etag is None:
                answer = self._client.put_object(
                    Bucket=self.bucket, Key=key, Body=content, ContentType=content_type, IfNoneMatch="*"
                )
            else:
                answer = self._client.put_object(
                    Bucket=self.bucket, Key=key, Body=content, ContentType=content_type, IfMatch=etag
                )
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (409, 412):
                raise ObjectChangedError(f"{key} was changed by another run in the meantime") from error
            self._explain(error, key)
        except BotoCoreError as error:
            self._explain(error, key)
        return answer.get("VersionId", "")

    def withdraw(self, key: str) -> None:
        """Take an object away so that it is no longer listed; its versions are kept."""
        try:
            self._client.delete_object(Bucket=self.bucket, Key=key)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, key)

    def erase_version(self, key: str, version_id: str) -> None:
        """Remove one version or delete marker for good."""
        try:
            self._client.delete_object(Bucket=self.bucket, Key=key, VersionId=version_id)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, key)

    def ensure_bucket(self) -> None:
        """Create the bucket if it is missing and turn its versioning on."""
        region = self._client.meta.region_name
        try:
            if region == "us-east-1":  # the one region that S3 does not accept by name
                self._client.create_bucket(Bucket=self.bucket)
            else:
                self._client.create_bucket(
                    Bucket=self.bucket,
                    CreateBucketConfiguration={"LocationConstraint": region},  # type: ignore[typeddict-item]
                )
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                self._explain(error, "")
        except BotoCoreError as error:
            self._explain(error, "")
        try:
            self._client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        except (ClientError, BotoCoreError) as error:
            self._explain(error, "")

    def check(self) -> None:
        """Return quietly if the bucket can be reached; the answer comes within seconds, whatever the server does.

        Raises:
            StorageError: It cannot; the text says why.
        """
        probe = self._make_probe() if self._make_probe else self._client
        try:
            probe.head_bucket(Bucket=self.bucket)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, "")

    def _explain(self, error: Exception, key: str) -> NoReturn:
        address = self._client.meta.endpoint_url
        if isinstance(error, NoCredentialsError | PartialCredentialsError):
            raise StorageError(
                "No S3 credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE."
            ) from error
        if isinstance(error, ProxyConnectionError):
            raise StorageError(
                f"The proxy in front of S3 at {address} does not answer: check HTTPS_PROXY and NO_PROXY."
            ) from error
        if isinstance(error, EndpointConnectionError | ConnectTimeoutError | ReadTimeoutError | ConnectionClosedError):
            raise StorageError(
                f"S3 does not answer at {address}: check AWS_ENDPOINT_URL and that the server is running."
            ) from error
        if isinstance(error, ClientError):
            code = error.response["Error"]["Code"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if code == "NoSuchBucket" or (status == 404 and not key):
                raise BucketMissingError(
                    f"There is no bucket '{self.bucket}' at {address}: create it or set KIVIJALKA_BUCKET."
                ) from error
            if code in ("NoSuchKey", "NoSuchVersion", "404"):
                raise ObjectMissingError(f"There is no object '{key}' in the bucket '{self.bucket}'.") from error
            if status in (401, 403):
                raise StorageError(
                    f"S3 at {address} refuses the access key for the bucket '{self.bucket}': check "
                    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the key's rights."
                ) from error
        raise StorageError(f"S3 at {address} failed on '{key}': {error}") from error


def _by_key_newest_first(versions: Iterable[StoredObject]) -> list[StoredObject]:
    return sorted(versions, key=lambda v: (v.key, -v.modified_at.timestamp()))


def open_store(bucket: str = DEFAULT_BUCKET, access: S3Access | None = None) -> Store:
    """Return a bucket of the S3 that the usual AWS environment points to (endpoint, credentials, region, profile).

    Args:
        bucket: The bucket's name; nothing is asked of the server yet.
        access: The server and key to use instead of what the environment says.

    Raises:
        StorageError: The environment names a profile or an address that cannot be used.
    """
    try:
        client = _client(access, connect_seconds=5, read_seconds=60, attempt_count=3)
    except ProfileNotFound as error:
        raise StorageError(
            f"AWS_PROFILE names the profile '{os.environ.get('AWS_PROFILE', '')}', which does not exist: correct or "
            "unset it."
        ) from error
    except ValueError as error:
        raise StorageError(f"AWS_ENDPOINT_URL must begin with http:// or https:// ({error}).") from error
    return Store(client, bucket, lambda: _client(access, connect_seconds=3, read_seconds=5, attempt_count=1))


def _client(access: S3Access | None, connect_seconds: int, read_seconds: int, attempt_count: int) -> "S3Client":
    options = Config(
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        retries={"total_max_attempts": attempt_count, "mode": "standard"},
    )
    session = boto3.session.Session()
    region = session.region_name or os.environ.get("AWS_REGION") or DEFAULT_REGION
    address = access.address if access else _address_in_environment()
    if address and urlsplit(address).hostname in _LOOPBACK_HOSTS:
        # A proxy of the organisation must not be asked for a server on this machine.
        options = options.merge(Config(proxies={}))
    if access is None:
        return session.client("s3", config=options, region_name=region)
    return session.client(
        "s3",
        config=options,
        region_name=region,
        endpoint_url=access.address,
        aws_access_key_id=access.access_key,
        aws_secret_access_key=access.secret_key,
    )


def _address_in_environment() -> str | None:
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")


def configured_store() -> Store:
    """Return the bucket that the settings name, at the endpoint of the AWS environment.

    While the environment stays the same, so does the store: its client takes a tenth of a second to make, may be used
    by several threads, and renews credentials that expire.
    """
    decides = ("AWS_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
    environment = sorted((name, value) for name, value in os.environ.items() if name.upper().startswith(decides))
    return _store_of_environment(Settings().bucket or DEFAULT_BUCKET, tuple(environment))


@lru_cache(maxsize=1)
def _store_of_environment(bucket: str, _environment: tuple[tuple[str, str], ...]) -> Store:
    return open_store(bucket)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()
