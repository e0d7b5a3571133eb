"""Every broken, hostile or odd file gets findings or a refusal in words: no traceback, no hang, no wrong value."""

import re
import resource

import pandas as pd
import pytest

from tasks.clean.submissions import read_submission
from tasks.collect.reader import CPU_LIMIT_SECONDS
from tests.corpus.every_file import corpus
from tests.workbooks import sent

FILES = corpus()
REFUSED = re.compile(r"FIL-0(0[1-68]|10|1[12369])")


def cpu_seconds():
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def test_the_corpus_has_at_least_two_hundred_kinds_of_files():
    kinds = [file.kind for file in FILES]
    assert len(set(kinds)) >= 200
    assert sorted({kind for kind in kinds if kinds.count(kind) > 1}) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.kind.encode("ascii", "backslashreplace").decode()[:60])
def test_each_file_is_told_and_read_as_it_must_be(project, file):
    content = file.make()
    began = cpu_seconds()
    submission = read_submission(project, "kivijarvi", "2022Q3", [sent(file.name, content)])
    assert cpu_seconds() - began < CPU_LIMIT_SECONDS + 2

    codes = {finding.code for finding in submission.findings}
    assert codes == set(file.codes) or (file.alternatives and codes <= set(file.alternatives))
    for finding in submission.findings:
        assert finding.source_ref.startswith(file.name)
        for text in (finding.message, finding.fix):
            for language in (text.fi, text.sv, text.en):
                assert re.fullmatch(r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufffe\uffff]{10,1500}", language)

    refused = {code for code in codes if REFUSED.fullmatch(code)}
    if refused:
        assert submission.tables == {}
        return
    for (table, row, column), expected in file.values.items():
        frame = submission.tables[table].frame
        value = frame.loc[row, column] if row < len(frame) else None
        assert (value == expected) if expected is not None else pd.isna(value)
    for table in submission.tables.values():
        for column in table.frame.select_dtypes("float64"):
            assert not table.frame[column].isin([float("inf"), float("-inf")]).any()
