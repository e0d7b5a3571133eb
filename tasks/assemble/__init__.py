"""Stage: assemble.

In: indicator_values, the tables that count, and texts.
Out: blocks, and from them the bytes of a Word document.
Never: compute an indicator.
Fails when: a template names something that does not exist.
"""
