"""The decision weights, fitted to what the three capitals did and did not do, week by week."""
