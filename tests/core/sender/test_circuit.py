"""The circuit: opens when Meta is gone, tries once a second, closes with the first proper answer."""

from __future__ import annotations

from harkara.core.sender.circuit import OPEN_AFTER, PROBE_EVERY, SILENCE, Circuit


def opened(at: float = 0.0) -> Circuit:
    circuit = Circuit(at)
    for _ in range(OPEN_AFTER):
        circuit.hear(True, at, at)
    assert circuit.is_open
    return circuit


def test_troubles_in_a_row_open_it_and_single_ones_do_not() -> None:
    circuit = Circuit(0.0)
    for _ in range(100):
        for _ in range(OPEN_AFTER - 1):
            assert not circuit.hear(True, 0.0, 0.0)
        circuit.hear(False, 0.0, 0.0)
    assert not circuit.is_open


def test_while_open_one_message_a_second_may_leave() -> None:
    circuit = opened()
    tries = [moment / 10 for moment in range(100) if circuit.may_probe(moment / 10)]
    assert len(tries) == 9
    assert tries[0] == PROBE_EVERY


def test_the_first_proper_answer_closes_it() -> None:
    circuit = opened()
    assert circuit.hear(False, 5.0, 5.1)
    assert not circuit.is_open


def test_time_outs_of_the_outage_do_not_open_it_again() -> None:
    circuit = opened()
    circuit.hear(False, 20.0, 20.1)
    for _ in range(200):
        assert not circuit.hear(True, 1.0, 30.0)
    assert not circuit.is_open


def test_silence_opens_it() -> None:
    circuit = Circuit(0.0)
    assert not circuit.look(200, SILENCE - 0.1)
    assert circuit.look(200, SILENCE)


def test_a_pause_of_ours_or_a_few_slow_answers_are_no_silence() -> None:
    circuit = Circuit(0.0)
    assert not circuit.look(0, 100.0)
    assert not circuit.look(200, 100.0 + SILENCE - 0.1)
    assert not circuit.look(OPEN_AFTER - 1, 200.0)
