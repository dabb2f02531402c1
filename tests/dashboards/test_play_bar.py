"""The buttons that drive a run."""

import threading
import time

from course_lib.dashboards import PlayBar

NAMES = ("play", "pause", "step", "epoch", "rewind")


def recording(**others):
    calls = []
    actions = {name: lambda name=name: calls.append(name) for name in NAMES} | others
    return PlayBar(**actions), calls


def test_each_button_calls_its_function():
    bar, calls = recording()
    for button in (bar.toggle, bar.toggle, bar.step, bar.epoch, bar.rewind):
        button.click()
    assert calls == list(NAMES)


def test_the_first_button_offers_what_it_would_do():
    bar, calls = recording()
    looks = []
    for playing in (False, True, False):
        bar.playing = playing
        looks.append((bar.toggle.description, bar.toggle.icon, bar.toggle.tooltip))
    assert looks[0] == looks[2] == ("play", "play", "train on")
    assert looks[1] == ("pause", "pause", "stop here; nothing is lost")
    assert calls == []  # set from Python, it only shows


def test_every_button_has_words_beside_its_icon():
    bar, _ = recording()
    assert [button.description for button in bar.children] == ["play", "step", "epoch", "rewind"]
    assert all(button.icon and button.tooltip for button in bar.children)


def test_what_the_callback_says_about_playing_holds():
    def cannot_play():
        bar.playing = False

    bar, _ = recording(play=cannot_play)
    bar.toggle.click()
    assert bar.playing is False


def test_a_failure_is_handed_over():
    def failing():
        raise ZeroDivisionError("no digits")

    failures = []
    bar, calls = recording(step=failing, failed=failures.append)
    bar.step.click()
    assert [str(error) for error in failures] == ["no digits"]
    bar.epoch.click()
    assert calls == ["epoch"]


def test_two_clicks_from_two_threads_are_done_one_after_the_other():
    inside, most = [], []

    def work():
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        inside.pop()

    bar, _ = recording(step=work)
    clicks = [threading.Thread(target=bar.step.click) for _ in range(5)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert most == [1] * 5
