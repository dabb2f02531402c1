"""What a playground leaves behind: after much playing, and after its cell ran again, nothing."""

import asyncio
import gc

import ipywidgets

from course_lib.chapters.playground.dashboard.board import playground


def open_widgets():
    return len(ipywidgets.widget._instances)


def test_twelve_runs_of_its_cell_leave_as_many_widgets_as_the_first(cell):
    counts = []
    for _ in range(12):
        cell("A")
        board = playground()
        counts.append(open_widgets())
    assert counts == [counts[0]] * 12
    board.close()


def test_a_closed_playground_leaves_no_widget():
    playground().close()
    before = open_widgets()
    playground("data=mnist").close()
    playground("data=own-points points=KKee-KeeK").close()
    assert open_widgets() == before


def after_pictures(board, count):
    for turn in range(count):
        (board.epoch, board.rewind)[turn % 2]()
    gc.collect()
    return open_widgets(), len(gc.get_objects())


def test_40_pictures_leave_as_much_as_the_first():
    board = playground("layers=2")
    widgets, objects = after_pictures(board, 10)
    after = after_pictures(board, 30)
    assert after[0] == widgets
    assert after[1] - objects < 300
    board.close()


def test_300_plays_pauses_and_rewinds_leave_as_much_as_the_first():
    async def scenario():
        board = playground("layers=2 stop_after=1000000")
        board.picture.show = lambda **_: None  # the pictures of a playground are drawn elsewhere

        async def left_after(rounds):
            for turn in range(rounds):
                board.bar.toggle.click()
                await asyncio.sleep(0)
                board.bar.toggle.click()
                board.bar.rewind.click()
                if turn % 10 == 0:
                    board.set(lr=0.01 if turn % 20 else 0.1)
            await asyncio.sleep(0.05)
            gc.collect()
            return open_widgets(), len(asyncio.all_tasks()), len(gc.get_objects())

        widgets, tasks, objects = await left_after(20)
        after = await left_after(300)
        assert after[:2] == (widgets, tasks)
        assert after[2] - objects < 3000  # less than ten a round
        board.close()

    asyncio.run(scenario())
