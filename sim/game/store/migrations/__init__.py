"""How the tables of the store came to be, step by step; run when a store is opened."""
