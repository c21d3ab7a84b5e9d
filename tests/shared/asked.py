"""Commands that ask for everything, where a test is of what stands behind the answer."""


def whole(*arguments: str) -> list[str]:
    """A command, of a check or a comparison for all that it can say."""
    return [*arguments, "--all"] if arguments[0] in {"check", "compare"} else [*arguments]
