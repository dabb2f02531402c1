"""Learning-rate schedules compared: the forms, the runs on two moons, and all of them stored."""
