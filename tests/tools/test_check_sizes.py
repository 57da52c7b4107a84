from tools.check_sizes import Allowed, Size, complaints, measure, read_exceptions

LONG = Size("function", "src/polydesk/a.py:f", 41)


def allowed(lines: int = 50, reason: str = "a table") -> Allowed:
    return Allowed("function", "src/polydesk/*:f", lines, reason)


def test_a_function_counts_from_its_def_to_its_last_line() -> None:
    sizes = list(measure("a.py", "@cached\ndef f():\n    x = 1\n    return x\n"))
    assert sizes == [Size("file", "a.py", 4), Size("function", "a.py:f", 3)]


def test_a_long_function_is_refused() -> None:
    assert len(list(complaints([LONG], []))) == 1


def test_a_long_file_is_refused() -> None:
    assert len(list(complaints([Size("file", "a.py", 301)], []))) == 1


def test_sizes_at_the_limit_pass() -> None:
    assert not list(complaints([Size("file", "a.py", 300), Size("function", "a.py:f", 40)], []))


def test_an_exception_allows_up_to_its_own_limit() -> None:
    assert not list(complaints([LONG], [allowed(lines=41)]))
    assert list(complaints([LONG], [allowed(lines=40)]))


def test_an_exception_needs_a_reason() -> None:
    assert list(complaints([LONG], [allowed(reason=" ")]))


def test_an_exception_that_nothing_needs_is_refused() -> None:
    assert list(complaints([], [allowed()]))


def test_exceptions_are_read_from_toml() -> None:
    text = '[[exception]]\nkind = "file"\nname = "a.py"\nlines = 310\nreason = "one table"\n'
    assert read_exceptions(text) == [Allowed("file", "a.py", 310, "one table")]
