"""Charts: two sides over time, the life of a matter, who did what with whom. Each is a Vega-Altair object."""
