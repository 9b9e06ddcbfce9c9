"""Said, once: text per channel, checks, approval, the queue, sending, proof.

It does not decide what is worth saying (planning) nor whether it helped (measurement).
"""
