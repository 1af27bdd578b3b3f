"""From a report as found to clean, parsed text: nothing here knows what an event is."""
