"""How much work a search may do, so that text made to waste time costs bounded time."""

__all__ = ["Steps"]


class Steps:
    """A number of steps that a search may take in one text; a step is a constant amount of work.

    A search that has none left gives up: it leaves the text as it is and flags the place.  Seconds differ from machine
    to machine and cannot be tested; steps are the same everywhere.

    >>> steps = Steps(2)
    >>> [steps.take() for _ in range(3)], steps.taken
    ([True, True, False], 2)
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0

    def take(self, count: int = 1) -> bool:
        """Take so many steps, if there are as many left; say whether there were."""
        if self.taken + count > self.limit:
            return False
        self.taken += count
        return True
