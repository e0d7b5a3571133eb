"""What people sent back: their sections are found, compared with what was generated, and carried into a fresh document.

In: a Word file that somebody edited, the document that it was made from, and the one that replaces it.
Out: the fresh document with people's sections in it, and what became of each of them.
Never: change a word that a person wrote, or lose one without saying so.
"""
