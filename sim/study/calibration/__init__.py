"""Parameters fitted to the record, block by block: what the data leave possible, and how sure one may be of that."""
