"""An oracle for the five agreements that shares nothing with the suite."""
