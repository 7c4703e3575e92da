"""What libraries warn their developers of is not shown to the people who start the assistant."""

from __future__ import annotations

import warnings

import pytest

from bot.server.deprecations import hush


@pytest.mark.parametrize(
    ("category", "is_shown"),
    [(DeprecationWarning, False), (PendingDeprecationWarning, False), (UserWarning, True)],
)
def test_only_warnings_for_people_are_shown(
    category: type, is_shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr(warnings, "showwarning", lambda *args: shown.append(args[1]))
    hush()
    hush()  # once is enough
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning("old", category, "library.py", 1)
    assert shown == [category] * is_shown
