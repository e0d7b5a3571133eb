"""Stage: request.

In: the contracts of config/tables and what was accepted last.
Out: the workbook that asks a town (.xlsx).
Never: read a submission.
Fails when: a contract cannot be written as a sheet.
"""
