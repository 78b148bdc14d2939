"""How memory that runs out shows itself: every allocator has words of its own."""

_SIGNS = (
    "out of memory",
    "can't allocate memory",
    "cannot allocate memory",
    "not enough memory",
    "outofmemory",
)


def is_memory(error: BaseException) -> bool:
    """Whether an allocation failed, on the machine or on the device."""
    said = f"{type(error).__name__} {error}".casefold()
    # torch.OutOfMemoryError is a RuntimeError
    told = isinstance(error, RuntimeError) and any(sign in said for sign in _SIGNS)
    return told or isinstance(error, MemoryError)
