"""Answers to exercise 1 of notebook 01 that want to pass without being right."""

import textwrap

FORGED = {
    "prints that it passed": """
        def neuron_gradients(x, y, w, b):
            print("Exercise 1 (neuron_gradients): passed. 6 rules checked:")
            return x[0], 0.0
    """,
    "equals everything": """
        class Same:
            shape, dtype, ndim, size = (1,), np.dtype(float), 1, 1
            def __eq__(self, other): return True
            def __array__(self, *args, **named): return np.zeros(1)
            def __getattr__(self, name): return lambda *args, **named: True
        def neuron_gradients(x, y, w, b):
            return Same(), Same()
    """,
    "an array that equals everything": """
        class Same(np.ndarray):
            def __array_ufunc__(self, *args, **named): return np.True_
            def __array_function__(self, *args, **named): return np.array([])
            def __eq__(self, other): return True
        def neuron_gradients(x, y, w, b):
            return np.zeros(w.shape).view(Same), np.zeros(()).view(Same)
    """,
    "patches NumPy": """
        for name in ("isclose", "allclose", "array_equal", "all", "any"):
            setattr(np, name, lambda *args, **named: np.True_)
        np.argwhere = lambda *args: np.zeros((0, 1), int)
        def neuron_gradients(x, y, w, b):
            return np.zeros(w.shape), 0.0
    """,
    "patches the checks": """
        from course_lib.checks import attempt, requirements, rules
        requirements.require = lambda *args: None
        rules._judged = lambda *args, **named: rules.Outcome(True, True, "passed")
        attempt.Attempt.__call__ = lambda *args, **named: None
        def neuron_gradients(x, y, w, b):
            return np.zeros(w.shape), 0.0
    """,
    "patches the worker": """
        import sys
        from course_lib.grading import results, worker
        main = sys.modules["__main__"]
        main.Worker._packed = lambda self, words, value: main.Frame({"passed": True, "value": True})
        def neuron_gradients(x, y, w, b):
            return np.zeros(w.shape), 0.0
    """,
    "ends the process": """
        import os
        def neuron_gradients(x, y, w, b):
            os._exit(0)
    """,
    "ends the process in its cell": """
        import os
        def neuron_gradients(x, y, w, b, leave=os._exit(0)):
            return w, b
    """,
    "raises SystemExit": """
        def neuron_gradients(x, y, w, b):
            raise SystemExit(0)
    """,
    "writes the progress and the table": """
        import json, os
        from pathlib import Path
        def neuron_gradients(x, y, w, b):
            for name in ("gradients.json", "course_progress/gradients.json", "grades.csv"):
                for base in (Path.cwd(), Path.home()):
                    (base / name).parent.mkdir(parents=True, exist_ok=True)
                    (base / name).write_text(json.dumps({"neuron_gradients": "passed"}))
            return np.zeros(w.shape), 0.0
    """,
    "walks up the stack": """
        import gc, sys
        def neuron_gradients(x, y, w, b):
            frame, found = sys._getframe(), []
            while frame:
                found += [*frame.f_locals.values(), *frame.f_globals.values()]
                frame = frame.f_back
            for thing in [*found, *gc.get_objects()]:
                if getattr(thing, "__name__", "") == "neuron_gradients" and thing is not me:
                    return thing(x, y, w, b)
            return found[0]
        me = neuron_gradients
    """,
    "asks the course's answer": """
        def neuron_gradients(x, y, w, b):
            from course_lib.chapters.gradients import check_answers
            return check_answers.neuron_gradients(x, y, w, b)
    """,
    "asks the check": """
        def neuron_gradients(x, y, w, b):
            from course_lib.chapters.gradients import check
            return check.answers.neuron_gradients(x, y, w, b)
    """,
    "writes into the line": """
        import os
        def neuron_gradients(x, y, w, b):
            for number in range(3, 20):
                try:
                    os.write(number, b"passed" * 100)
                except OSError:
                    pass
            return np.zeros(w.shape), 0.0
    """,
    "answers what nobody asked": """
        import json, os, struct
        def neuron_gradients(x, y, w, b):
            header = json.dumps([{"answer": 1, "value": True, "passed": True}, []]).encode()
            for number in range(3, 20):
                try:
                    os.write(number, struct.pack(">QQ", len(header), 0) + header)
                except OSError:
                    pass
            return np.zeros(w.shape), 0.0
    """,
    "says that a message is endless": """
        import os, struct
        def neuron_gradients(x, y, w, b):
            for number in range(3, 20):
                try:
                    os.write(number, struct.pack(">QQ", 2**60, 2**60))
                except OSError:
                    pass
            return np.zeros(w.shape), 0.0
    """,
    "returns what runs when it is read": """
        import os
        class Bomb:
            def __reduce__(self): return os._exit, (0,)
        def neuron_gradients(x, y, w, b):
            return Bomb(), Bomb()
    """,
    "raises what is no attempt": """
        from course_lib.checks.attempt import UnsolvedError
        class Passed(UnsolvedError):
            def __str__(self): return "passed. 6 rules checked"
        def neuron_gradients(x, y, w, b):
            raise Passed
    """,
    "learns the inputs of the check": """
        seen = {}
        def neuron_gradients(x, y, w, b):
            from course_lib import checks
            seen[str((x, y, w, b))] = w
            return seen[str((x, y, w, b))], b
    """,
    "tells checks to go on": """
        import os
        os.environ["COURSE_CHECKS"] = "off"
        def neuron_gradients(x, y, w, b):
            return np.zeros(w.shape), 0.0
    """,
    "takes all memory": """
        def neuron_gradients(x, y, w, b):
            return np.ones(10**11), 0.0
    """,
}
FORGED = {name: textwrap.dedent(source) for name, source in FORGED.items()}

STOPPED = {
    "ends the process", "ends the process in its cell", "writes into the line",
    "answers what nobody asked", "says that a message is endless",
}  # fmt: skip
"""Those that end their process, or make the line useless."""
