"""Stage: collect.

In: objects under inputs/<quarter>/<town>/ in S3.
Out: raw_<table>: all cells as text, with source_ref, and findings about files, sheets and columns.
Never: fix, drop, sum or guess a type. A workbook is opened only in a process of its own, with limits (`reader.py`).
Fails when: S3 cannot be reached.
"""
