"""The review board: a run or an instance in a browser, what-if by what-if, and the same page as one file from disk."""
