"""What changed between two versions of a document, as a Word file with real tracked changes.

In: the version that somebody knows, and the one that replaces it.
Out: the new version in which accepting all changes gives the new text, and rejecting all gives the old one.
Never: hand out a file of which that was not proved.
"""
