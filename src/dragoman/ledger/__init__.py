"""From what single reports say to one world: dating, linking, dossiers, judgements."""
