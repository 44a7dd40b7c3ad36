//! Theme: what each role on a page looks like. The terminal is never asked for its colours.
//!
//! By default text keeps the terminal's own foreground, and one accent is used that reads on black and on white alike:
//! colour 29 of the 256-colour table, `#00875f`, whose relative luminance of 0.18 gives 4.5:1 against both (WCAG 2).
//! A light or a dark palette comes only by setting, or from `COLORFGBG`. Without colour, attributes alone carry the same
//! differences.

use ratatui::style::{Color, Modifier, Style};

/// Which colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's own foreground and one accent that reads on any background.
    #[default]
    Own,
    /// For light backgrounds.
    Light,
    /// For dark backgrounds.
    Dark,
    /// No colour at all: attributes only.
    Plain,
}

impl Palette {
    /// From what was set and what the terminal's environment says.
    pub fn choose(wish: Wish<'_>) -> Self {
        if !wish.color || has_few_colors(wish.term) {
            return Self::Plain;
        }
        match wish.theme {
            Theme::Light => return Self::Light,
            Theme::Dark => return Self::Dark,
            Theme::Auto => {}
        }
        match wish.colorfgbg.rsplit(';').next().map(str::parse::<u8>) {
            Some(Ok(0..=6 | 8)) if wish.colorfgbg.contains(';') => Self::Dark,
            Some(Ok(7 | 9..=15)) if wish.colorfgbg.contains(';') => Self::Light,
            _ => Self::Own,
        }
    }
}

/// What decides about the palette.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// False for `NO_COLOR` and `--color never`.
    pub color: bool,
    /// What was set.
    pub theme: Theme,
    /// The variable `COLORFGBG`, such as `15;0`; or empty.
    pub colorfgbg: &'a str,
    /// The variable `TERM`, or empty.
    pub term: &'a str,
}

/// The background the colours are for, as it was set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As `COLORFGBG` says, else colours that read on any background.
    #[default]
    Auto,
    /// A light one.
    Light,
    /// A dark one.
    Dark,
}

/// Terminals that do not know the 256-colour table: attributes alone serve them better than codes they misread.
fn has_few_colors(term: &str) -> bool {
    let family = term.split('-').next().unwrap_or_default();
    !term.contains("256") && (matches!(family, "linux" | "ansi" | "cons25") || family.starts_with("vt"))
}

/// What a piece of the page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// The question.
    Question,
    /// Emphasised words.
    Strong,
    /// What may be read second: notes, names of ends, where one is.
    Quiet,
    /// The person's own words.
    Own,
    /// What can be acted on: the marker of the row in focus, names of keys.
    Accent,
    /// The row the cursor is on.
    Current,
    /// Words selected in a text.
    Selected,
    /// Words that were noticed.
    Marked,
    /// What stands in an empty field.
    Placeholder,
    /// Something is to be put right: a complaint, words not saved.
    Caution,
    /// The filled part of a bar, the breathing shape.
    Shape,
    /// The band over the passphrase screen, which nothing else uses.
    Band,
}

/// Every role, for tests and pictures.
pub const ROLES: [Role; 13] = [
    Role::Text,
    Role::Question,
    Role::Strong,
    Role::Quiet,
    Role::Own,
    Role::Accent,
    Role::Current,
    Role::Selected,
    Role::Marked,
    Role::Placeholder,
    Role::Caution,
    Role::Shape,
    Role::Band,
];

/// What a role looks like in a palette.
pub fn style(palette: Palette, role: Role) -> Style {
    let (accent, quiet, own, caution) = match palette {
        Palette::Own => (Color::Indexed(29), Color::Reset, Color::Reset, Color::Indexed(29)),
        Palette::Light => (Color::Indexed(23), Color::Indexed(240), Color::Indexed(16), Color::Indexed(88)),
        Palette::Dark => (Color::Indexed(115), Color::Indexed(248), Color::Indexed(231), Color::Indexed(216)),
        Palette::Plain => (Color::Reset, Color::Reset, Color::Reset, Color::Reset),
    };
    let text = match palette {
        Palette::Own | Palette::Plain => Color::Reset,
        Palette::Light => Color::Indexed(235),
        Palette::Dark => Color::Indexed(252),
    };
    let plain = Style::new();
    match role {
        Role::Text => plain.fg(text),
        Role::Strong => plain.fg(text).add_modifier(Modifier::BOLD),
        Role::Quiet => plain.fg(quiet),
        Role::Own => plain.fg(own),
        Role::Accent => plain.fg(accent).add_modifier(Modifier::BOLD),
        Role::Current if palette == Palette::Plain => plain.add_modifier(Modifier::REVERSED),
        Role::Question | Role::Current => plain.fg(own).add_modifier(Modifier::BOLD),
        Role::Selected => plain.fg(own).add_modifier(Modifier::REVERSED),
        Role::Marked => plain.fg(own).add_modifier(Modifier::UNDERLINED),
        Role::Placeholder => plain.fg(quiet).add_modifier(Modifier::ITALIC),
        Role::Caution => plain.fg(caution).add_modifier(Modifier::BOLD),
        Role::Shape => plain.fg(accent),
        Role::Band => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
    }
}

/// The signs a page is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Whether anything beyond ASCII may be drawn at all.
    pub ascii: bool,
    /// Before the row in focus.
    pub here: &'static str,
    /// Before an item.
    pub item: &'static str,
    /// One of several that may be chosen: no, yes.
    pub boxes: [&'static str; 2],
    /// One of which only one may be chosen: the chosen one.
    pub chosen: &'static str,
    /// A question under a guess.
    pub ask: &'static str,
    /// Where one is: a step, the step one is at.
    pub dots: [&'static str; 2],
    /// A horizontal rule.
    pub rule: &'static str,
    /// A bar: its left end, filled, rest, right end.
    pub bar: [&'static str; 4],
    /// A timeline: its line, an event, an event in focus, today.
    pub line: [&'static str; 4],
    /// More above, more below.
    pub more: [&'static str; 2],
    /// Beside something set apart.
    pub edge: &'static str,
    /// The breathing shape, from its rim to its middle.
    pub breath: [&'static str; 3],
    /// What stands for what was left out.
    pub cut: &'static str,
}

/// Signs for terminals that show Unicode.
pub const UNICODE: Signs = Signs {
    ascii: false,
    here: "›",
    item: "·",
    boxes: ["[ ]", "[✓]"],
    chosen: "•",
    ask: "→",
    dots: ["·", "●"],
    rule: "─",
    bar: ["▕", "█", "░", "▏"],
    line: ["─", "○", "●", "┼"],
    more: ["↑", "↓"],
    edge: "▏",
    breath: ["░", "▒", "▓"],
    cut: "…",
};

/// Signs for locales that are not UTF-8.
pub const ASCII: Signs = Signs {
    ascii: true,
    here: ">",
    item: "-",
    boxes: ["[ ]", "[x]"],
    chosen: "*",
    ask: "->",
    dots: [".", "O"],
    rule: "-",
    bar: ["[", "#", ".", "]"],
    line: ["-", "o", "@", "+"],
    more: ["^", "v"],
    edge: "|",
    breath: [".", "o", "O"],
    cut: "...",
};

impl Signs {
    /// The signs for a locale, as `LC_ALL`, `LC_CTYPE` or `LANG` names it (the first that is set; empty for none).
    pub fn for_locale(locale: &str) -> &'static Self {
        let locale = locale.to_ascii_lowercase();
        let charset = locale.split('.').nth(1).unwrap_or_default();
        if charset.starts_with("utf-8") || charset.starts_with("utf8") { &UNICODE } else { &ASCII }
    }
}

#[cfg(test)]
mod tests {
    use super::{ASCII, Palette, ROLES, Role, Signs, Theme, UNICODE, Wish, style};
    use ratatui::style::{Color, Modifier, Style};

    const BLACK: [u8; 3] = [0, 0, 0];
    const WHITE: [u8; 3] = [255, 255, 255];

    /// The relative luminance of WCAG 2.
    fn luminance(rgb: [u8; 3]) -> f64 {
        let [r, g, b] = rgb.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_colour_reads_on_its_background() {
        #[track_caller]
        fn check(palette: Palette, backgrounds: &[[u8; 3]]) {
            for role in ROLES {
                let Some(Color::Indexed(index)) = style(palette, role).fg else { continue };
                let rgb = super::super::picture::indexed(index);
                for background in backgrounds {
                    let ratio = contrast(rgb, *background);
                    assert!(ratio >= 4.5, "{palette:?} {role:?} on {background:?}: {ratio:.2}");
                }
            }
        }
        check(Palette::Own, &[BLACK, WHITE]);
        check(Palette::Light, &[WHITE, [253, 246, 227], [238, 238, 238]]);
        check(Palette::Dark, &[BLACK, [30, 30, 30], [40, 42, 54], [0, 43, 54]]);
        check(Palette::Plain, &[]);
    }

    #[test]
    fn without_colour_there_is_none_and_what_matters_still_differs() {
        for role in ROLES {
            let style = style(Palette::Plain, role);
            assert!(matches!(style.fg, None | Some(Color::Reset)) && style.bg.is_none(), "{role:?}");
        }
        let plain = |role| style(Palette::Plain, role);
        assert!(plain(Role::Current).add_modifier.contains(Modifier::REVERSED));
        assert!(plain(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        assert!(plain(Role::Marked).add_modifier.contains(Modifier::UNDERLINED));
    }

    #[test]
    fn nothing_that_must_be_read_is_dim() {
        for palette in [Palette::Own, Palette::Light, Palette::Dark, Palette::Plain] {
            for role in ROLES {
                let Style { add_modifier, .. } = style(palette, role);
                assert!(!add_modifier.contains(Modifier::DIM), "{palette:?} {role:?}");
            }
        }
    }

    #[test]
    fn the_palette_comes_from_settings_and_never_from_the_terminal() {
        #[track_caller]
        fn check(color: bool, theme: Theme, colorfgbg: &str, palette: Palette) {
            let wish = Wish { color, theme, colorfgbg, term: "xterm-256color" };
            assert_eq!(Palette::choose(wish), palette, "{wish:?}");
        }
        check(true, Theme::Auto, "", Palette::Own);
        check(true, Theme::Auto, "15;0", Palette::Dark);
        check(true, Theme::Auto, "0;15", Palette::Light);
        check(true, Theme::Auto, "0;default;15", Palette::Light);
        check(true, Theme::Auto, "15", Palette::Own);
        check(true, Theme::Auto, "nonsense;x", Palette::Own);
        check(true, Theme::Dark, "0;15", Palette::Dark);
        check(true, Theme::Light, "15;0", Palette::Light);
        check(false, Theme::Dark, "15;0", Palette::Plain);
    }

    #[test]
    fn a_terminal_with_few_colours_gets_attributes_alone() {
        #[track_caller]
        fn check(term: &str, palette: Palette) {
            let wish = Wish { color: true, theme: Theme::Auto, colorfgbg: "", term };
            assert_eq!(Palette::choose(wish), palette, "{term}");
        }
        for term in ["vt100", "vt220", "vt100-am", "linux", "ansi", "cons25"] {
            check(term, Palette::Plain);
        }
        for term in ["xterm", "xterm-256color", "screen", "tmux-256color", "alacritty", "foot", "vt100-256color", ""] {
            check(term, Palette::Own);
        }
    }

    #[test]
    fn a_locale_that_is_not_unicode_gets_ascii() {
        assert_eq!(Signs::for_locale("en_US.UTF-8"), &UNICODE);
        assert_eq!(Signs::for_locale("C.utf8"), &UNICODE);
        assert_eq!(Signs::for_locale("C"), &ASCII);
        assert_eq!(Signs::for_locale("de_DE.ISO-8859-1"), &ASCII);
        assert_eq!(Signs::for_locale(""), &ASCII);
        let all = format!("{ASCII:?}");
        assert!(all.is_ascii());
    }
}
