"""What all sources share, below them: limits, and from bytes to text."""
