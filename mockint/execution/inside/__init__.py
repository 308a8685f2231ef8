"""What runs inside a worker process, beside the candidate's code.

Nothing here may import mockint or anything beyond the standard library: `child.py` is started by path, in isolated
mode, and loads its neighbours by path too.
"""
