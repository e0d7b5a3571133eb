"""Flows that only wait, for tests of deployments and processes."""

import time

from prefect import flow

from flows.parameters import QuarterChoice


@flow(name="stand-in")
def waiting(quarter: QuarterChoice = QuarterChoice.edellinen, wait_seconds: int = 0) -> str:
    time.sleep(wait_seconds)
    return quarter


@flow(name="another-stand-in")
def idle(quarter: QuarterChoice = QuarterChoice.edellinen) -> str:
    return quarter
