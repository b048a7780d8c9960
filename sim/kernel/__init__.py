"""The ground floor: quantities, dates, addressed draws, state and discovery. It knows no politics."""
