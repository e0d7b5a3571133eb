"""Invented sample data: a network's submissions and official statistics, the same bytes for the same seed."""

from cli.sample.roles import Role
from cli.sample.writing import SampleReport, write_sample, write_whole_sample

__all__ = ["Role", "SampleReport", "write_sample", "write_whole_sample"]
