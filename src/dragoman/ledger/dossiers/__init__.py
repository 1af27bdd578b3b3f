"""From events to occurrences to dossiers to their state: pure functions, the same answer whatever the order.

Each is imported from its module: a question that folds a dossier's state needs nothing of what links events.
"""
