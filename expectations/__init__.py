"""The promises that a clean table makes: one module a table, with a message and a fix in the partner's language."""
