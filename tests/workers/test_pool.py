"""Jobs of any kind: each is answered once under its number, here and elsewhere; deaths cost the job at fault alone."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator

import joblib
import pytest
from jobs import FATAL, deadly, squared

from optimizer.workers import HERE, Pool, Unreached, done, placed


def lost(reason: str) -> int:
    return -len(reason)


@pytest.mark.parametrize("pool", [HERE, Pool(1), Pool(2)])
def test_every_job_is_answered_once_under_its_number(pool: Pool) -> None:
    with placed(pool) as width:
        assert width == max(1, pool.processes)
        found = list(done(enumerate(range(7)), squared, lost, pool))
    assert sorted(found) == [(number, number * number) for number in range(7)]


def test_a_job_that_kills_its_worker_is_lost_and_no_other() -> None:
    with placed(Pool(2)):
        found = dict(done(enumerate(range(7)), deadly, lost, Pool(2)))
    assert found.pop(FATAL) < 0
    assert found == {number: number * number for number in range(7) if number != FATAL}


@pytest.mark.parametrize("pool", [HERE, Pool(2)])
def test_what_keeps_jobs_from_being_made_is_raised(pool: Pool) -> None:
    def jobs() -> Iterator[tuple[int, int]]:
        yield 0, 0
        raise ValueError("no more")

    with placed(pool), pytest.raises(ValueError, match="no more"):
        list(done(jobs(), squared, lost, pool))


def test_a_cluster_out_of_reach_carries_its_address_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra lodeplan[cluster] is not installed")
    monkeypatch.setattr("optimizer.workers.pool.PATIENCE", 1)
    with pytest.raises(Unreached) as caught, placed(Pool(cluster="tcp://127.0.0.1:9")):
        pass
    assert caught.value.address == "tcp://127.0.0.1:9"
    assert isinstance(caught.value.reason, OSError)


def test_a_worker_replaced_for_its_size_is_nothing_to_warn_of(recwarn: pytest.WarningsRecorder) -> None:
    module = joblib.externals.loky.process_executor
    words = inspect.getsource(module)
    told = "A worker stopped while some jobs were given to the executor"
    assert "A worker stopped while some jobs" in words  # joblib still says so
    with placed(Pool(2)):
        warnings.warn(f"{told}. This can be caused by …", UserWarning, stacklevel=1)
    assert not [one for one in recwarn if told in str(one.message)]
