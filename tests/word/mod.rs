//! The Word report, read back by programs of others: the XML by roxmltree, the pages by LibreOffice.

mod details;
mod figures;
mod levels;
mod notes;
mod numbers;
mod pages;
mod standings;
mod structure;
mod support;
mod templates;
