"""From results of a study to the document that says them: one file a kind of study."""
