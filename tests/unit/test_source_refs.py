"""References to rows are joined for reading and taken apart again."""

import pytest

from tasks.findings import join_source_refs, split_source_refs


@pytest.mark.parametrize(
    ("refs", "joined"),
    [
        (["a.xlsx!Toimijat!2", "a.xlsx!Toimijat!3", "a.xlsx!Toimijat!5"], "a.xlsx!Toimijat!2-3,5"),
        (["a.xlsx!Toimijat!2", "b; c.xlsx!Länkar!9"], "a.xlsx!Toimijat!2; b; c.xlsx!Länkar!9"),
        (["jobs_by_sector@2022-09-01!data.csv!12"], "jobs_by_sector@2022-09-01!data.csv!12"),
        ([], ""),
    ],
)
def test_rows_are_the_same_after_joining_and_splitting(refs, joined):
    assert join_source_refs(refs) == joined
    assert split_source_refs(joined) == refs
