"""The whole corpus: broken, hostile and odd files, made by code."""

from tests.corpus.cell_values import cell_value_files
from tests.corpus.corpus_file import CorpusFile
from tests.corpus.csv_files import csv_files
from tests.corpus.other_files import other_files
from tests.corpus.sheet_shapes import sheet_shape_files


def corpus() -> tuple[CorpusFile, ...]:
    """Return all files of the corpus; their bytes are made when they are asked for."""
    return (*cell_value_files(), *sheet_shape_files(), *other_files(), *csv_files())
