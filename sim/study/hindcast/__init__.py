"""The rolling hindcast: at each of many days, forecasts from what was known then, judged by what happened after."""
