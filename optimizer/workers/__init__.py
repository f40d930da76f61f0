"""Handing work to other processes and machines, whatever the work is: sweeps and regions use it alike."""

from optimizer.workers.pool import HERE, Pool, Unreached, cpu_count, done, placed

__all__ = ["HERE", "Pool", "Unreached", "cpu_count", "done", "placed"]
