//! The web page in a real browser, which stands for a reader: what it shows, how it is used, how it looks on a phone, in the
//! dark, on paper, and to a program that judges accessibility.
//!
//! The browser is Debian's `chromium`, driven over pipes; where it is missing these tests say so and pass. The judge of
//! accessibility is axe-core, whose file `CCHC_AXE` names (`.ci/run` fetches it).

mod browser;
mod cases;
mod contents;
mod looks;
mod printed;
mod province;
mod used;
