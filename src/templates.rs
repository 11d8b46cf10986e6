//! Text with holes: the embedded minijinja templates and the one environment that renders them.
//!
//! A template arranges; it never makes a value. The environment knows no filter, function or test, an undefined name is an
//! error, and the formatter prints nothing but a [`Fragment`]: text that a printer has made safe for where it stands.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

/// Renders an embedded template.
///
/// # Panics
/// When there is no template of that name, or when it prints something that the context does not hold as a [`Fragment`]. Both
/// are mistakes in this program: no value of a user can cause them.
pub fn render(template: &str, context: &Value) -> String {
    ENVIRONMENT
        .get_template(template)
        .and_then(|template| template.render(context))
        .expect("embedded templates print only fragments that their caller gives")
}

/// Text that a printer has made and that a template may print as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment(String);

impl Fragment {
    /// Marks printed text as safe for the place where the template puts it.
    pub fn printed(text: String) -> Self {
        Self(text)
    }
}

impl From<Fragment> for Value {
    fn from(fragment: Fragment) -> Self {
        Value::from_safe_string(fragment.0)
    }
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        /// Every template: name and text.
        const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../templates/", $name)))),*];
    };
}

templates![
    "bicep/file.bicep.j2",
    "report/approvals.md.j2",
    "report/by_hand.md.j2",
    "report/deploy.md.j2",
    "report/existing_zones.md.j2",
    "report/grants.md.j2",
    "report/namespace.md.j2",
    "report/notes.md.j2",
    "report/order.md.j2",
    "report/page.md.j2",
    "report/rights.md.j2",
    "report/seal.md.j2",
    "report/storage_account.md.j2",
    "report/summary.md.j2",
    "report/unmanaged_zones.md.j2",
];

/// A stop for a template that runs away; far above what the largest plan needs, since loops only follow its data.
const FUEL: u64 = 1_000_000_000;

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(environment);

fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .expect("only white space is switched; the delimiters are minijinja's own"),
    );
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|out, _state, value| match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        _ => Err(Error::new(
            ErrorKind::InvalidOperation,
            "only fragments that a printer made may be printed",
        )),
    });
    for (name, text) in TEMPLATES.iter().copied() {
        environment
            .add_template(name, text)
            .expect("embedded templates parse");
    }
    environment
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[test]
    fn only_fragments_are_printed() {
        let environment = environment();
        let fragment = Value::from(Fragment::printed("it's ${x}".to_owned()));
        assert_eq!(
            environment
                .render_str("{{ a }}", context! { a => fragment.clone() })
                .unwrap(),
            "it's ${x}"
        );
        for (source, context) in [
            ("{{ a }}", context! { a => "raw" }),
            ("{{ a }}", context! { a => 1 }),
            ("{{ a }}", context! { a => true }),
            ("{{ a }}", context! { a => () }),
            ("{{ a }}", context! { b => fragment.clone() }),
            (
                "{{ a ~ b }}",
                context! { a => fragment.clone(), b => "raw" },
            ),
            ("{{ a ~ 'raw' }}", context! { a => fragment.clone() }),
            ("{{ 'raw' ~ a }}", context! { a => fragment }),
            ("{{ 'raw' }}", context! {}),
            ("{% if a %}x{% endif %}", context! {}),
            ("{{ a|safe }}", context! { a => "raw" }),
        ] {
            assert!(
                environment.render_str(source, context).is_err(),
                "{source} was printed"
            );
        }
    }
}
