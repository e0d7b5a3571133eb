"""Stage: clean.

In: raw_<table>.
Out: clean_<table>: typed and labelled columns, and a finding for each cell that cannot be read.
Never: derive a quantity or judge whether it is plausible.
Fails when: a contract names a type that no reader exists for.
"""
