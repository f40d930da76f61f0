"""Every answer explained: why impossible and how to mend it, what binds, why this site, what else would do.

Each claim is a case that was solved again and audited; time-outs prove nothing and are told as what they are.
"""
