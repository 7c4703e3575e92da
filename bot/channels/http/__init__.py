"""What channels over HTTP share: the gate that requests pass, settings, errors, languages."""
