"""Stage: validate.

In: clean_<table> of all towns.
Out: findings, a verdict a town and table, and the tables that count.
Never: change a value.
Fails when: an expectation raises: that is our defect, not the town's.
"""
