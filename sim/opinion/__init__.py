"""What the two publics feel and do: salience, hard-line share, approval, boycott."""
