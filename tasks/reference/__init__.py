"""Official statistics that the towns are compared with.

In: a table of a statistical office, from its service or from a file.
Out: dated snapshots in `reference/<dataset>@<date>/`, and the one that a quarter is compared with.
Never: change a snapshot that is there.
Fails when: a table or snapshot does not hold what the configuration promises; the words say where.
"""
