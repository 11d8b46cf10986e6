//! Sizes in bytes, written with a unit.

use std::fmt;

use super::Fault;

/// A number of bytes that remembers how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    text: String,
    bytes: u64,
}

/// Units by name, in bytes.
const UNITS: [(&str, u64); 4] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("B", 1),
];

impl Size {
    /// Takes `300MiB`, `100 MiB`, `1GiB`, `10485760B`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let unit = text[digits.len()..].trim_start();
        let number: Option<u64> = if digits.len() > 12 {
            None
        } else {
            digits.parse().ok()
        };
        if let (Some(number), Some((_, size))) =
            (number, UNITS.iter().find(|(name, _)| *name == unit))
        {
            return Ok(Self {
                text: text.to_owned(),
                bytes: number * size,
            });
        }
        let fault = Fault::new("is no size such as `300MiB`");
        let better = number.and_then(|number| match unit.to_ascii_lowercase().as_str() {
            "mb" | "mib" | "m" | "megabytes" => Some(format!("{number}MiB")),
            "kb" | "kib" | "k" => Some(format!("{number}KiB")),
            "gb" | "gib" | "g" => Some(format!("{number}GiB")),
            "" if number > 0 && number.is_multiple_of(1 << 20) => {
                Some(format!("{}MiB", number >> 20))
            }
            "" if (10..=500).contains(&number) => Some(format!("{number}MiB")),
            _ => None,
        });
        Err(match better {
            Some(better) => fault.instead(better),
            None => fault,
        })
    }

    /// How many bytes.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_guessed() {
        for (text, bytes) in [
            ("300MiB", 314_572_800),
            ("100 MiB", 104_857_600),
            ("10485760B", 10_485_760),
            ("1GiB", 1 << 30),
        ] {
            assert_eq!(
                Size::parse(text).map(|size| size.bytes()),
                Ok(bytes),
                "{text}"
            );
        }
        for (text, instead) in [
            ("300MB", Some("300MiB")),
            ("314572800", Some("300MiB")),
            ("300", Some("300MiB")),
            ("lots", None),
            ("", None),
            ("MiB", None),
        ] {
            let Err(fault) = Size::parse(text) else {
                panic!("`{text}` is no size")
            };
            assert_eq!(fault.instead.as_deref(), instead, "{text}");
        }
    }
}
