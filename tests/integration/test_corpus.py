"""Every broken, hostile or odd file gets findings or a refusal in words: no traceback, no hang, no wrong value."""

import io
import re
import resource
import zipfile
import zlib

import pandas as pd
import pytest

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.collect.reader import CPU_LIMIT_SECONDS
from tasks.validate.answer_files import PAGE_NAME, town_answers
from tasks.validate.submissions import validate_submissions
from tests.corpus.every_file import corpus
from tests.workbooks import sent

FILES = corpus()
LARGEST_SHEET_BYTES = 20_000_000
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


def test_what_is_left_of_them_is_checked_together_and_each_gets_an_answer_in_which_nothing_runs(project):
    # Each file is sent by a town of its own; reading all of them once more would take minutes.
    files = [file for place, file in enumerate(FILES) if place % 5 == 0 or "macro" in file.kind]
    pattern = project.towns["iisalmi"]
    towns = {f"kunta-{place}": pattern.model_copy(update={"slug": f"kunta-{place}"}) for place in range(len(files))}
    everywhere = project.model_copy(update={"towns": {**project.towns, **towns}})
    all_sent = dict(zip(towns, [sent(file.name, file.make()) for file in files], strict=True))
    submissions = [read_submission(everywhere, town, "2022Q3", [file]) for town, file in all_sent.items()]
    for one in validate_submissions(everywhere, Quarter(2022, 3), submissions):
        town = one.submission.town
        answers = town_answers(everywhere, towns[town], [all_sent[town]], one, "fi")
        assert PAGE_NAME in answers
        for name, content in answers.items():
            if name != PAGE_NAME:
                parts = zipfile.ZipFile(io.BytesIO(content))
                assert not [part for part in parts.namelist() if re.search("vba|macrosheets", part, re.IGNORECASE)]
                assert formula_count(content) <= formula_count(all_sent[town].content)


def formula_count(content: bytes) -> int:
    """Return how many formulas a workbook has; a file that is no workbook has none."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
        sheets = [part for part in parts.infolist() if part.file_size < LARGEST_SHEET_BYTES]
        return sum(len(re.findall(rb"<(?:\w+:)?f[ >]", parts.read(part))) for part in sheets)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return 0
