//! What is part of the program: guides and the other content files, as they stand in `content/`.

/// Guides by id, in the order they are listed.
pub const GUIDES: &[(&str, &str)] = &[
    ("being-ignored", include_str!("../../content/guides/being-ignored.toml")),
    ("after-an-argument", include_str!("../../content/guides/after-an-argument.toml")),
    ("four-month-check-in", include_str!("../../content/guides/four-month-check-in.toml")),
    ("it-ended", include_str!("../../content/guides/it-ended.toml")),
];

/// A content file that is not a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where advice comes from.
    Sources,
    /// Whom to call.
    HelpLines,
    /// Words that are noticed.
    Noticing,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sources, Self::HelpLines, Self::Noticing];

    /// What its file is called, built in and in the person's own folder.
    pub fn file(self) -> &'static str {
        match self {
            Self::Sources => "sources.toml",
            Self::HelpLines => "helplines.toml",
            Self::Noticing => "noticing.toml",
        }
    }

    /// What is built in.
    pub fn text(self) -> &'static str {
        match self {
            Self::Sources => include_str!("../../content/sources.toml"),
            Self::HelpLines => include_str!("../../content/helplines.toml"),
            Self::Noticing => include_str!("../../content/noticing.toml"),
        }
    }
}
