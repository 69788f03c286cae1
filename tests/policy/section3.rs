//! Section 3.
