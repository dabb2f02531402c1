"""Dashboards of hyperparameter search: drawing settings, and spending a budget of trials."""

from course_lib.widgets.search.budget import BudgetGame, budget_game_dashboard
from course_lib.widgets.search.sampler import sampler_dashboard

__all__ = ["BudgetGame", "budget_game_dashboard", "sampler_dashboard"]
