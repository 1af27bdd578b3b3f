"""From a prepared document to what it says: actors, times, events, status, attribution, claims."""
