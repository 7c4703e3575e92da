"""Questions through the whole trained assistant, in-process."""
