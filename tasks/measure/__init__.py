"""Stage: measure.

In: the tables that count and a reference snapshot.
Out: indicator_values, one long table; its columns are in `values.py`.
Never: know about documents.
Fails when: a table lacks a column of its contract.
"""
