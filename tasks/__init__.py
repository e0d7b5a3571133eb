"""What is done, one package a stage, in reading order.

request   0  contracts + what was accepted last -> the workbook that asks a town
collect   1  S3 objects     -> raw_<table>: text cells + source_ref "workbook!sheet!row"
clean     2  raw_<table>    -> clean_<table>: typed and labelled
validate  3  clean_<table>  -> findings and a verdict a town and table
measure   4  clean_<table>  -> indicator_values, one long table
assemble  5  values + texts -> document blocks -> Word bytes
publish   6  bytes          -> S3, the manifest last

A stage looks only upstream. `findings`, `submissions`, `digests`, `retries`, `processes`, `storage` and `pxweb` are the
ground floor. Each stage's `steps.py` is the one file of it that Prefect sees.
"""
