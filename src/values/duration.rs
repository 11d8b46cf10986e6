//! Durations in ISO 8601, as Azure writes them.

use std::fmt;

use super::Fault;

/// A duration of whole seconds that remembers how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration {
    text: String,
    seconds: u64,
}

impl Duration {
    /// Takes `PT5M`, `PT1H30M`, `P1D`, `P2DT12H`; not months or years, whose length is not fixed.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if let Some(seconds) = parse_seconds(text) {
            Ok(Self {
                text: text.to_owned(),
                seconds,
            })
        } else {
            let fault = Fault::new("is no ISO 8601 duration such as `PT5M` or `P1D`");
            Err(match guess(text) {
                Some(better) => fault.instead(better),
                None => fault,
            })
        }
    }

    /// A duration of that many seconds, in its shortest spelling.
    pub fn from_seconds(seconds: u64) -> Self {
        Self {
            text: spell(seconds),
            seconds,
        }
    }

    /// Its length in seconds.
    pub const fn seconds(&self) -> u64 {
        self.seconds
    }

    /// How it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn parse_seconds(text: &str) -> Option<u64> {
    let rest = text.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let mut total: u64 = 0;
    let mut parts = 0;
    let mut read = |part: &str, units: &[(char, u64)]| -> Option<()> {
        let mut digits = String::new();
        let mut units = units.iter();
        for c in part.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            let (_, size) = units.by_ref().find(|(unit, _)| *unit == c)?;
            if digits.is_empty() || digits.len() > 9 {
                return None;
            }
            total += digits.parse::<u64>().ok()? * size;
            parts += 1;
            digits.clear();
        }
        digits.is_empty().then_some(())
    };
    read(date, &[('W', 604_800), ('D', 86_400)])?;
    if let Some(time) = time {
        if time.is_empty() {
            return None;
        }
        read(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
    }
    (parts > 0).then_some(total)
}

/// Seconds, `5m`, `1 hour`, `00:05:00`, `pt5m`: what people write for a duration.
fn guess(text: &str) -> Option<String> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if parse_seconds(&upper).is_some() {
        return Some(upper);
    }
    // `P1H`: hours and less stand behind a `T`. `P1M` may mean a month.
    if let Some(rest) = upper.strip_prefix('P').filter(|rest| !rest.contains('M'))
        && let timed = format!("PT{rest}")
        && parse_seconds(&timed).is_some()
    {
        return Some(timed);
    }
    if !text.is_empty() && text.len() < 10 && text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok().map(spell);
    }
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() == 3
        && parts
            .iter()
            .all(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_digit()))
    {
        let numbers: Vec<u64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        return Some(spell(numbers[0] * 3600 + numbers[1] * 60 + numbers[2]));
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let unit = text[digits.len()..].trim().to_ascii_lowercase();
    let size = match unit.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        _ => return None,
    };
    digits
        .parse::<u64>()
        .ok()
        .map(|number| spell(number * size))
}

fn spell(seconds: u64) -> String {
    if seconds > 0 && seconds.is_multiple_of(86_400) {
        return format!("P{}D", seconds / 86_400);
    }
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = String::from("PT");
    for (number, unit) in [(hours, 'H'), (minutes, 'M'), (rest, 'S')] {
        if number > 0 {
            text.push_str(&number.to_string());
            text.push(unit);
        }
    }
    if seconds == 0 {
        "PT0S".to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_guessed() {
        for (text, seconds) in [
            ("PT5M", 300),
            ("PT1H30M", 5400),
            ("P1D", 86_400),
            ("P2DT12H", 216_000),
            ("PT60S", 60),
            ("P1W", 604_800),
        ] {
            assert_eq!(
                Duration::parse(text).map(|d| d.seconds()),
                Ok(seconds),
                "{text}"
            );
        }
        for (text, instead) in [
            ("300", Some("PT5M")),
            ("5m", Some("PT5M")),
            ("pt1h", Some("PT1H")),
            ("00:05:00", Some("PT5M")),
            ("1 hour", Some("PT1H")),
            ("P1M", None),
            ("PT", None),
            ("P", None),
            ("PT5", None),
            ("", None),
            ("5 fortnights", None),
        ] {
            let Err(fault) = Duration::parse(text) else {
                panic!("`{text}` is no duration")
            };
            assert_eq!(fault.instead.as_deref(), instead, "{text}");
        }
        for seconds in [0, 1, 60, 3661, 86_400, 90_000] {
            assert_eq!(
                Duration::parse(Duration::from_seconds(seconds).as_str()).map(|d| d.seconds()),
                Ok(seconds)
            );
        }
    }
}
