"""The History page behind its component: what a reader asks for, and what is drawn."""
