"""Many reports at once: processes on one machine, later many machines."""
