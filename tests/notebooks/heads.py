"""The head of a small source, as every notebook needs one."""

HEAD = """\
# ---
# jupyter:
#   course:
#     title: A small notebook
#     question: Does it build?
#     about: "building: one box"
#     needs: []
#     minutes: 5
# ---

"""
COURSE = {
    "title": "A small notebook",
    "question": "Does it build?",
    "about": "building: one box",
    "needs": [],
    "minutes": 5,
}
