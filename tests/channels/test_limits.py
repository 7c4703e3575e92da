"""Token buckets, on a clock of the test's own."""

from __future__ import annotations

from bot.channels.limits import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_wait_then_one_more() -> None:
    clock = Clock()
    limit = RateLimit(30, clock=clock)
    assert [limit.take("a") for _ in range(30)] == [0] * 30
    wait = limit.take("a")
    assert wait == 2  # seconds: 30 a minute
    clock.now += wait
    assert limit.take("a") == 0
    assert limit.take("a") > 0


def test_keys_do_not_share() -> None:
    limit = RateLimit(1, clock=Clock())
    assert limit.take("a") == 0
    assert limit.take("b") == 0
    assert limit.take("a") > 0


def test_the_bucket_never_holds_more_than_a_minute() -> None:
    clock = Clock()
    limit = RateLimit(2, clock=clock)
    limit.take("a")
    clock.now += 3600
    assert [limit.take("a") == 0 for _ in range(3)] == [True, True, False]


def test_a_clock_that_goes_back_does_no_harm() -> None:
    clock = Clock()
    limit = RateLimit(1, clock=clock)
    limit.take("a")
    clock.now -= 500
    assert limit.take("a") > 0


def test_waiting_as_long_as_told_is_enough() -> None:
    for per_minute in (1, 7, 59, 60, 300):
        clock = Clock()
        limit = RateLimit(per_minute, clock=clock)
        while not (wait := limit.take("a")):
            pass
        clock.now += wait
        assert limit.take("a") == 0


def test_zero_means_no_limit() -> None:
    limit = RateLimit(0)
    assert not any(limit.take("a") for _ in range(1000))
    assert len(limit) == 0


def test_memory_is_bounded_and_the_unused_are_forgotten_first() -> None:
    limit = RateLimit(1, max_buckets=100, clock=Clock())
    limit.take("known")
    for number in range(500):
        limit.take(f"key {number}")
        limit.take("known")
    assert len(limit) == 100
    assert limit.take("known") > 0
