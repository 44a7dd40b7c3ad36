//! HTML: one page that needs nothing else and may load nothing else.

use std::fmt::Write as _;

use super::{Said, Walk, clean};

const HEAD: &str = r#"<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; }
body { max-width: 38rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.2rem; }
.words { white-space: pre-wrap; } .remark, .about { opacity: .75; font-style: italic; }
</style>
"#;

/// The session as a self-contained page in this language (a tag such as `en`).
pub fn write(walk: &Walk, language: &str) -> String {
    let title = escape(&clean(&walk.title));
    let language = escape(&clean(language));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{HEAD}</head>\n<body>\n"
    );
    if !walk.words_alone() {
        let _ = writeln!(page, "<h1>{title}</h1>");
    }
    if let Some(about) = walk.about() {
        let _ = writeln!(page, "<p class=\"about\">{}</p>", escape(&about));
    }
    for Said { question, words, remark } in walk.said() {
        if !walk.words_alone() {
            let _ = writeln!(page, "<h2>{}</h2>", escape(&question));
        }
        if let Some(remark) = remark {
            let _ = writeln!(page, "<p class=\"remark\">{}</p>", escape(remark));
        }
        let _ = writeln!(page, "<p class=\"words\" dir=\"auto\">{}</p>", escape(&words));
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{exported, walk};
    use super::*;

    #[test]
    fn nothing_typed_is_markup_and_nothing_is_loaded() {
        let page = write(&walk(vec![exported("long", None, "<script>alert('a')</script>\u{1b} & \"b\"")]), "en");
        assert!(page.contains("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;␛ &amp; &quot;b&quot;"));
        assert!(page.contains("<title>One &lt;question&gt;</title>"));
        for outside in ["<script", "http:", "https:", "src=", "href="] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
