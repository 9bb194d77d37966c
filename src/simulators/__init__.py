"""The outside world, simulated: programs with books of their own, reached by HTTP and files only.

Nothing here imports the platform and the platform imports nothing here, so that what these books
say is evidence and not an echo.
"""
