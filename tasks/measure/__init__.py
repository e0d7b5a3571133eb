"""Stage: measure.

In: the tables that count and a reference snapshot.
Out: indicator_values: town, quarter, indicator, dimension, value, bounds, unit, status, reason, n, variant, snapshot, source.
Never: know about documents.
Fails when: a table lacks a column of its contract.
"""
