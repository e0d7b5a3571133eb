"""When and for whom: one deployable Prefect flow a file.

`quarterly` makes what the calendar says is due; `situation_pictures` and `strategies` make work packages 1 and 2 by
hand, `reports` what the funder and the steering group are given, and `final_report` the report of the project's end;
`collect_inputs` reads and checks what the towns sent; `workbooks` writes the workbooks that ask them. `stages` wires
the steps for all of them; `run` and `parameters` say what a run is.
"""
