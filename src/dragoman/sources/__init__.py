"""Where reports come from: files, folders, standard input, and later feeds and archives."""
