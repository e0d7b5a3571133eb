"""Facts that change without code: towns, work packages, calendar, tables, labels, and the models that read them."""
