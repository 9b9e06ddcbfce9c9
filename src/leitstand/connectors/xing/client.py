"""HTTP only: there is none. The public interface was closed on 1 April 2019, and pages are not read by program."""
