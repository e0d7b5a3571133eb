"""The S3 door: every object that the program reads or writes passes here."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

DEFAULT_BUCKET = "kivijalka"


class StorageError(Exception):
    """S3 cannot be used; the text says in one sentence why and what to do."""


class ObjectMissingError(StorageError):
    """There is no such object or version."""


class ObjectChangedError(StorageError):
    """Somebody else wrote the object since it was read."""


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

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def list_objects(self, prefix: str) -> list[StoredObject]:
        """Return the current version of every object below a prefix, by key."""
        return self.list_versions(prefix, current_only=True)

    def list_versions(self, prefix: str, *, current_only: bool = False) -> list[StoredObject]:
        """Return the versions of every object below a prefix, by key and then newest first, without deleted ones."""
        found: list[StoredObject] = []
        try:
            for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix):
                found += [
                    StoredObject(v["Key"], v["VersionId"], v["ETag"], v["Size"], v["LastModified"])
                    for v in page.get("Versions", [])
                    if v["IsLatest"] or not current_only
                ]
        except (ClientError, BotoCoreError) as error:
            self._explain(error, prefix)
        return sorted(found, key=lambda v: (v.key, -v.modified_at.timestamp()))

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
        """Return an object's bytes in pieces of 256 KiB."""
        try:
            if version_id is None:
                answer = self._client.get_object(Bucket=self.bucket, Key=key)
            else:
                answer = self._client.get_object(Bucket=self.bucket, Key=key, VersionId=version_id)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, key)
        return answer["Body"].iter_chunks(256 * 1024)

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

    def ensure_bucket(self) -> None:
        """Create the bucket if it is missing and turn its versioning on."""
        try:
            self._client.create_bucket(Bucket=self.bucket)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                self._explain(error, "")
        except BotoCoreError as error:
            self._explain(error, "")
        self._client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    def check(self) -> None:
        """Return quietly if the bucket can be reached.

        Raises:
            StorageError: It cannot; the text says why.
        """
        try:
            self._client.head_bucket(Bucket=self.bucket)
        except (ClientError, BotoCoreError) as error:
            self._explain(error, "")

    def _explain(self, error: Exception, key: str) -> NoReturn:
        address = self._client.meta.endpoint_url
        if isinstance(error, NoCredentialsError):
            raise StorageError(
                "No S3 credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE."
            ) from error
        if isinstance(error, EndpointConnectionError | ConnectTimeoutError | ReadTimeoutError):
            raise StorageError(
                f"S3 does not answer at {address}: check AWS_ENDPOINT_URL and that the server is running."
            ) from error
        if isinstance(error, ClientError):
            code = error.response["Error"]["Code"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if code in ("NoSuchBucket",) or (status == 404 and not key):
                raise StorageError(
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


def open_store(bucket: str = DEFAULT_BUCKET) -> Store:
    """Return the bucket that the usual AWS environment points to (endpoint, credentials, region, profile)."""
    options = Config(connect_timeout=5, read_timeout=60, retries={"total_max_attempts": 3, "mode": "standard"})
    session = boto3.session.Session()
    region = session.region_name or "eu-north-1"
    return Store(session.client("s3", config=options, region_name=region), bucket)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()
