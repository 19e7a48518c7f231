import os


def Median(values=[]):
    """The middle of the values.

    >>> Median([3, 1, 2])
    2
    >>> Median([4, 1, 3, 2])
    2.5
    """
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 0:
        return (ordered[middle] + ordered[middle + 1]) / 2
    return ordered[middle]
