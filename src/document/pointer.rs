//! Where a value is in the intent: the keys and indices that lead to it from the root.

use std::fmt;

/// A place in the tree of values. Written as a JSON pointer (RFC 6901): `/hub/name`, `/routing/routes/0`; the root is
/// the empty text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Vec<Step>);

/// One step of a [`Pointer`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a map, by its key.
    Key(String),
    /// Into a list, by its index, beginning at 0.
    Index(usize),
}

impl Pointer {
    /// The root of the document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The value under `key` in the map that is here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    /// The value at `index` (beginning at 0) in the list that is here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// One step further.
    #[must_use]
    pub fn step(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }

    /// Reads a JSON pointer. It never fails: a part that is a plain index becomes [`Step::Index`], any other part
    /// becomes [`Step::Key`]; looking up takes either for a map.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::root();
        }
        let text = text.strip_prefix('/').unwrap_or(text);
        Self(text.split('/').map(parse_part).collect())
    }

    /// The place that holds this one; the root has none.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        Some(Self(before.to_vec()))
    }

    /// The last step; the root has none.
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// All steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The same way on from `to` as leads to this place from `from`; none where this place is not within `from`.
    pub fn rebased(&self, from: &Pointer, to: &Pointer) -> Option<Self> {
        let rest = self.0.strip_prefix(from.0.as_slice())?;
        Some(Self([to.0.as_slice(), rest].concat()))
    }

    /// Whether `ancestor` is this place or holds it.
    pub fn is_within(&self, ancestor: &Pointer) -> bool {
        self.0.starts_with(&ancestor.0)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                Step::Key(key) => {
                    write!(formatter, "/{}", key.replace('~', "~0").replace('/', "~1"))?;
                }
                Step::Index(index) => write!(formatter, "/{index}")?,
            }
        }
        Ok(())
    }
}

fn parse_part(part: &str) -> Step {
    let canonical =
        part == "0" || !part.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit());
    match part.parse() {
        Ok(index) if canonical => Step::Index(index),
        _ => Step::Key(part.replace("~1", "/").replace("~0", "~")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        for (pointer, text) in [
            (Pointer::root(), ""),
            (Pointer::root().key("hub").key("name"), "/hub/name"),
            (
                Pointer::root().key("routes").index(0).key("a/b~c"),
                "/routes/0/a~1b~0c",
            ),
            (Pointer::root().key("tags").key(""), "/tags/"),
            (Pointer::root().key(""), "/"),
            (Pointer::root().key("007"), "/007"),
            (
                Pointer::root().key("99999999999999999999999"),
                "/99999999999999999999999",
            ),
        ] {
            assert_eq!(pointer.to_string(), text);
            assert_eq!(Pointer::parse(text), pointer, "{text}");
        }
        assert_eq!(Pointer::parse("/0").last(), Some(&Step::Index(0)));
        assert_eq!(
            Pointer::parse("/~01").last(),
            Some(&Step::Key("~1".to_owned()))
        );
    }

    #[test]
    fn family() {
        let pointer = Pointer::parse("/a/1/b");
        assert_eq!(pointer.parent(), Some(Pointer::parse("/a/1")));
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(pointer.steps().len(), 3);
        assert!(pointer.is_within(&Pointer::parse("/a")));
        assert!(pointer.is_within(&Pointer::root()));
        assert!(!pointer.is_within(&Pointer::parse("/b")));
        assert!(Pointer::root().is_root());
    }
}
