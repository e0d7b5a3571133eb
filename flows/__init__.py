"""When and for whom: one deployable Prefect flow a file."""
