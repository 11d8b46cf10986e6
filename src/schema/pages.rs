//! What `hubseal explain` says about the codes of this module. The pages have the form of the rules' pages.

/// The codes that the schema gives, each with its page in Markdown.
pub const PAGES: [(&str, &str); 7] = [
    ("missing-key", include_str!("pages/missing-key.md")),
    ("not-yet", include_str!("pages/not-yet.md")),
    ("refused-key", include_str!("pages/refused-key.md")),
    (
        "secret-in-intent",
        include_str!("pages/secret-in-intent.md"),
    ),
    ("unknown-key", include_str!("pages/unknown-key.md")),
    ("unknown-value", include_str!("pages/unknown-value.md")),
    ("wrong-type", include_str!("pages/wrong-type.md")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::document::meant::Meant;
    use crate::rules::Page;
    use crate::schema;
    use crate::source::Source;

    /// Codes and lines of what is said about an example; keys that it lacks are added.
    fn said(example: &str) -> Vec<(&'static str, usize)> {
        let mut text = example.to_owned();
        for (key, line) in [
            ("version:", "version: 1\n"),
            ("name:", "name: plant-a\n"),
            ("location:", "location: westeurope\n"),
            ("hub:", "hub: { name: iot-plant-a, sku: S1 }\n"),
        ] {
            if !example.lines().any(|have| have.starts_with(key)) {
                text.push_str(line);
            }
        }
        let source = Source::new("example.yaml", text);
        let document = Document::read(&source).value.unwrap();
        let raw = document.to_json(&|_| Meant::Other);
        let json = document.to_json(&|pointer| schema::meant(pointer, &raw));
        schema::check(&json)
            .iter()
            .map(|one| {
                (
                    one.code,
                    source
                        .line_column(document.locate(&source, &one.place).start)
                        .0,
                )
            })
            .collect()
    }

    #[test]
    fn pages_are_right() {
        for (code, text) in PAGES {
            let page = Page::parse(text).expect(code);
            assert_eq!(page.code, code);
            let line = page
                .wrong
                .lines()
                .position(|line| line.ends_with("# <- here"))
                .expect(code)
                + 1;
            assert_eq!(said(page.wrong), [(code, line)]);
            assert_eq!(said(page.right), [], "{code}");
        }
    }
}
