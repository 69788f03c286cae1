//! Section 2.
