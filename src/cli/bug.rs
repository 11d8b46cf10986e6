//! What the user sees when this program has a mistake: one sentence, no backtrace, exit code 70.

use std::panic::PanicHookInfo;

use super::exit::Exit;

/// What every such message begins with.
const SENTENCE: &str = "this is a bug of hubseal, not a mistake of yours";

/// Makes every panic end the program with that sentence.
pub(super) fn set_hook() {
    std::panic::set_hook(Box::new(|info| {
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{}", message(&describe(info)));
        leave();
    }));
}

/// The message for a mistake of this program; `what` says which.
pub(super) fn message(what: &str) -> String {
    format!(
        "error: {SENTENCE}: {what}\nhelp: please report it, with the intent if you can share it"
    )
}

/// With `panic = "abort"` the process would end with a signal after the hook, so the hook ends it.
#[expect(clippy::exit, reason = "there is no way back from a panic to main")]
fn leave() -> ! {
    std::process::exit(i32::from(Exit::Bug.number()))
}

/// Where it happened, and the message without what stands between quotes: that may be a part of the intent.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = without_quoted(text.unwrap_or("no message"));
    let Some(location) = info.location() else {
        return text;
    };
    // A path that the compiler put in could name the machine that built the program.
    let file = location.file().replace('\\', "/");
    let file = file
        .rsplit_once("/src/")
        .map_or(file.as_str(), |(_, file)| file);
    let file = file.strip_prefix("src/").unwrap_or(file);
    format!("{text} ({file}:{}:{})", location.line(), location.column())
}

/// The first line of a text, with an ellipsis for what stands between backticks or double quotes and is no name.
fn without_quoted(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text.lines().next().unwrap_or_default();
    while let Some(at) = rest.find(['`', '"']) {
        let (before, quoted) = rest.split_at(at);
        let (quote, quoted) = quoted.split_at(1);
        let (inside, behind) = quoted.split_once(quote).unwrap_or((quoted, ""));
        let inside = if is_name(inside) { inside } else { "\u{2026}" };
        kept.push_str(before);
        kept.push_str(quote);
        kept.push_str(inside);
        kept.push_str(quote);
        rest = behind;
    }
    kept + rest
}

/// Whether a text is a symbol or a name of the plan, rather than a value of the intent.
fn is_name(text: &str) -> bool {
    text.len() <= 40
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_./".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_parts_are_left_out() {
        for (text, expected) in [
            ("a plan has a root", "a plan has a root"),
            (
                "inside 'é' of `a secret`, and `hubSeed`\nmore",
                "inside 'é' of `\u{2026}`, and `hubSeed`",
            ),
            ("value: \"a secret", "value: \"\u{2026}\""),
            ("", ""),
        ] {
            assert_eq!(without_quoted(text), expected);
        }
    }

    #[test]
    #[ignore = "ends the process; run by `a_panic_ends_with_seventy`"]
    fn panics_with_the_hook() {
        set_hook();
        panic!("two of `{}`", "a secret");
    }

    #[test]
    fn a_panic_ends_with_seventy() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "cli::bug::tests::panics_with_the_hook",
                "--ignored",
                "--nocapture",
            ])
            .env("RUST_BACKTRACE", "1")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(70));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            text.starts_with("error: this is a bug of hubseal"),
            "{text}"
        );
        assert!(text.contains("two of `\u{2026}` (cli/bug.rs:"), "{text}");
        assert!(!text.contains("secret"), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
    }
}
