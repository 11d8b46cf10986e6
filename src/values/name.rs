//! Names of Azure resources and of things inside the hub, each with the rule of its type.
//!
//! Rules: azure-docs `resource-name-rules.md`, bicep-types-az type files, terraform-provider-azurerm validators; read
//! November 2026.

use std::fmt;

use super::{Fault, fold};

/// What all names can do.
pub trait Name: Sized + Clone + fmt::Display {
    /// What the thing is called in a message, such as `storage account name`.
    const NOUN: &'static str;
    /// The whole rule in words, for a note.
    const RULE: &'static str;
    /// Takes a text that obeys the rule.
    fn parse(text: &str) -> Result<Self, Fault>;
    /// The name.
    fn as_str(&self) -> &str;
}

/// The characters and the length that a name may have.
struct Shape {
    shortest: usize,
    longest: usize,
    /// Characters allowed anywhere.
    inside: fn(char) -> bool,
    /// Characters allowed at the start.
    first: fn(char) -> bool,
    /// Characters allowed at the end.
    last: fn(char) -> bool,
    /// In words, what `inside` allows.
    inside_words: &'static str,
    /// In words, what `first` allows.
    first_words: &'static str,
    /// In words, what `last` allows.
    last_words: &'static str,
    /// Upper-case letters are not allowed, so lower case is what is meant.
    lower: bool,
}

const fn any(_: char) -> bool {
    true
}

const fn alnum(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

const fn alpha(c: char) -> bool {
    c.is_ascii_alphabetic()
}

const fn lower_alnum(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}

const fn alnum_dash(c: char) -> bool {
    alnum(c) || c == '-'
}

const fn lower_dash(c: char) -> bool {
    lower_alnum(c) || c == '-'
}

const fn alnum_dash_dot_underscore(c: char) -> bool {
    alnum(c) || matches!(c, '-' | '.' | '_')
}

const fn alnum_underscore(c: char) -> bool {
    alnum(c) || c == '_'
}

const fn not_dash(c: char) -> bool {
    c != '-'
}

const LETTERS_DIGITS: &str = "a letter or digit";

fn check(text: &str, shape: &Shape) -> Result<(), Fault> {
    let better = suggestion(text, shape);
    let with = |fault: Fault| match &better {
        Some(better) => fault.instead(better.clone()),
        None => fault,
    };
    if text.is_empty() {
        return Err(Fault::new("is empty"));
    }
    if !text.chars().all(shape.inside) {
        return Err(other_than_a_name(text)
            .unwrap_or_else(|| with(Fault::new(format!("may hold only {}", shape.inside_words)))));
    }
    let length = text.chars().count();
    if length < shape.shortest || length > shape.longest {
        return Err(Fault::new(format!(
            "is {length} character{} long; it must be {} to {}",
            if length == 1 { "" } else { "s" },
            shape.shortest,
            shape.longest
        )));
    }
    if !text.starts_with(shape.first) {
        return Err(with(Fault::new(format!(
            "must start with {}",
            shape.first_words
        ))));
    }
    if !text.ends_with(shape.last) {
        return Err(with(Fault::new(format!(
            "must end with {}",
            shape.last_words
        ))));
    }
    Ok(())
}

/// The nearest text that obeys the shape, where small repairs make one.
fn suggestion(text: &str, shape: &Shape) -> Option<String> {
    let lowered = if shape.lower {
        text.trim().to_lowercase()
    } else {
        text.trim().to_owned()
    };
    let mut better = String::new();
    for c in lowered.chars() {
        if (shape.inside)(c) {
            better.push(c);
        } else if let Some(plain) = fold::plain(c) {
            better.extend(plain.chars().filter(|plain| (shape.inside)(*plain)));
        } else if (shape.inside)('-') && (c.is_whitespace() || matches!(c, '_' | '.' | '/')) {
            better.push('-');
        } else if c.is_alphanumeric() {
            // A name without one of its letters is another name.
            return None;
        }
    }
    while !better.is_empty() && !better.starts_with(shape.first) {
        better.remove(0);
    }
    while !better.is_empty() && !better.ends_with(shape.last) {
        better.pop();
    }
    let length = better.chars().count();
    (length >= shape.shortest && length <= shape.longest && better != text).then_some(better)
}

/// An id where the name in it is due, or a placeholder.
fn other_than_a_name(text: &str) -> Option<Fault> {
    if text.starts_with("/subscriptions/") {
        let name = text.rsplit('/').next().filter(|name| !name.is_empty())?;
        return Some(Fault::new("is a full resource id, and only a name is due").instead(name));
    }
    let is_placeholder = ["${", "$(", "{{"].iter().any(|start| text.contains(start))
        || text.starts_with('[') && text.ends_with(']')
        || text.starts_with('<') && text.ends_with('>')
        || text.starts_with('%') && text.ends_with('%') && text.len() > 1;
    is_placeholder.then(|| Fault::new("is a placeholder, and hubseal fills in none"))
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident, $noun:literal, $rule:literal, $parse:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl Name for $name {
            const NOUN: &'static str = $noun;
            const RULE: &'static str = $rule;

            fn parse(text: &str) -> Result<Self, Fault> {
                let check: fn(&str) -> Result<(), Fault> = $parse;
                check(text)?;
                Ok(Self(text.to_owned()))
            }

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

const IN_HUB: Shape = Shape {
    shortest: 1,
    longest: 64,
    inside: alnum_dash_dot_underscore,
    first: any,
    last: any,
    inside_words: "letters, digits, `-`, `.` and `_`",
    first_words: "",
    last_words: "",
    lower: false,
};

const NAMESPACE: Shape = Shape {
    shortest: 6,
    longest: 50,
    inside: alnum_dash,
    first: alpha,
    last: alnum,
    inside_words: "letters, digits and hyphens",
    first_words: "a letter",
    last_words: LETTERS_DIGITS,
    lower: false,
};

const NETWORK: Shape = Shape {
    shortest: 1,
    longest: 80,
    inside: alnum_dash_dot_underscore,
    first: alnum,
    last: alnum_underscore,
    inside_words: "letters, digits, `-`, `.` and `_`",
    first_words: LETTERS_DIGITS,
    last_words: "a letter, a digit or `_`",
    lower: false,
};

const fn entity(longest: usize, inside: fn(char) -> bool, inside_words: &'static str) -> Shape {
    Shape {
        shortest: 1,
        longest,
        inside,
        first: alnum,
        last: alnum,
        inside_words,
        first_words: LETTERS_DIGITS,
        last_words: LETTERS_DIGITS,
        lower: false,
    }
}

names! {
    /// Name of an intent, which names folders, files and deployments. A Windows device name would not make a folder there.
    IntentName, "name of the intent", "1 to 40 characters: a to z, 0 to 9 and `-`; starts and ends with a letter or digit", |text| {
        check(text, &Shape { shortest: 1, longest: 40, inside: lower_dash, first: lower_alnum, last: lower_alnum,
            inside_words: "lower-case letters, digits and hyphens", first_words: LETTERS_DIGITS, last_words: LETTERS_DIGITS, lower: true })?;
        if is_windows_device(text) {
            return Err(Fault::new("is a device name on Windows, where no folder can be called so").instead(format!("{text}-hub")));
        }
        Ok(())
    };
    /// Name of an IoT hub.
    HubName, "IoT hub name", "3 to 50 characters: letters, digits and `-`; does not end with a hyphen; unique in the cloud", |text| {
        check(text, &Shape { shortest: 3, longest: 50, inside: alnum_dash, first: any, last: not_dash,
            inside_words: "letters, digits and hyphens", first_words: "", last_words: LETTERS_DIGITS, lower: false })
    };
    /// Name of a storage account.
    StorageAccountName, "storage account name", "3 to 24 lower-case letters and digits; unique in the cloud", |text| {
        check(text, &Shape { shortest: 3, longest: 24, inside: lower_alnum, first: any, last: any,
            inside_words: "lower-case letters and digits", first_words: "", last_words: "", lower: true })
    };
    /// Name of a blob container.
    ContainerName, "container name", "3 to 63 lower-case letters, digits and single hyphens; starts and ends with a letter or digit", |text| {
        if matches!(text, "$root" | "$web") {
            return Err(Fault::new("is a container of the storage service's own"));
        }
        check(text, &Shape { shortest: 3, longest: 63, inside: lower_dash, first: lower_alnum, last: lower_alnum,
            inside_words: "lower-case letters, digits and single hyphens", first_words: LETTERS_DIGITS, last_words: LETTERS_DIGITS, lower: true })?;
        if text.contains("--") {
            return Err(Fault::new("may hold only single hyphens").instead(single_hyphens(text)));
        }
        Ok(())
    };
    /// Name of an Event Hubs namespace.
    EventHubsNamespaceName, "Event Hubs namespace name",
        "6 to 50 characters: letters, digits and `-`; starts with a letter, ends with a letter or digit; unique in the cloud", |text| check(text, &NAMESPACE);
    /// Name of a Service Bus namespace.
    ServiceBusNamespaceName, "Service Bus namespace name",
        "6 to 50 characters: letters, digits and `-`; starts with a letter, ends with a letter or digit, not with `-sb` or `-mgmt`; unique in the cloud", |text| {
        check(text, &NAMESPACE)?;
        for ending in ["-sb", "-mgmt"] {
            if text.to_ascii_lowercase().ends_with(ending) {
                return Err(Fault::new(format!("may not end with `{ending}`")));
            }
        }
        Ok(())
    };
    /// Name of an event hub.
    EventHubName, "event hub name", "1 to 256 letters, digits, `-`, `.` and `_`; starts and ends with a letter or digit", |text| {
        check(text, &entity(256, alnum_dash_dot_underscore, "letters, digits, `-`, `.` and `_`"))
    };
    /// Name of a consumer group, of an event hub or of the built-in endpoint.
    ConsumerGroupName, "consumer group name", "1 to 50 letters, digits, `-`, `.` and `_`; starts and ends with a letter or digit", |text| {
        if text.eq_ignore_ascii_case("$Default") {
            return Err(Fault::new("is there anyway; leave it out"));
        }
        check(text, &entity(50, alnum_dash_dot_underscore, "letters, digits, `-`, `.` and `_`"))
    };
    /// Name of a Service Bus queue.
    QueueName, "queue name", "1 to 260 letters, digits, `-`, `.`, `_` and `/`; starts and ends with a letter or digit", |text| {
        check(text, &entity(260, |c| alnum_dash_dot_underscore(c) || c == '/', "letters, digits, `-`, `.`, `_` and `/`"))
    };
    /// Name of a Service Bus topic.
    TopicName, "topic name", "1 to 260 letters, digits, `-`, `.`, `_` and `/`; starts and ends with a letter or digit", |text| {
        check(text, &entity(260, |c| alnum_dash_dot_underscore(c) || c == '/', "letters, digits, `-`, `.`, `_` and `/`"))
    };
    /// Name of a subscription of a Service Bus topic.
    SubscriptionName, "subscription name", "1 to 50 letters, digits, `-`, `.` and `_`; starts and ends with a letter or digit", |text| {
        check(text, &entity(50, alnum_dash_dot_underscore, "letters, digits, `-`, `.` and `_`"))
    };
    /// The user's own name for a target. It names modules, so it must do for a file and for a deployment.
    TargetKey, "name of the target", "1 to 60 characters, no control characters and none of `/ \\ : * ? \" < > |`; no blank or dot at either end", |text| {
        check(text, &Shape { shortest: 1, longest: 60, inside: |c| is_printable(c) && !"/\\:*?\"<>|".contains(c), first: |c| c != ' ' && c != '.',
            last: |c| c != ' ' && c != '.', inside_words: "visible characters other than `/ \\ : * ? \" < > |`", first_words: "something other than a blank or a dot",
            last_words: "something other than a blank or a dot", lower: false })?;
        if is_windows_device(text) {
            return Err(Fault::new("is a device name on Windows, where no file can be called so").instead(format!("{text}-target")));
        }
        Ok(())
    };
    /// Name of a routing endpoint or of a route.
    EndpointName, "name", "1 to 64 letters, digits, `-`, `.` and `_`", |text| check(text, &IN_HUB);
    /// Key of a message enrichment.
    EnrichmentKey, "enrichment key", "1 to 64 letters, digits, `-`, `.` and `_`", |text| check(text, &IN_HUB);
    /// Name of a shared access policy of the hub.
    AuthorizationPolicyName, "authorization policy name", "1 to 64 letters, digits, `!`, `.`, `_` and `-`", |text| {
        check(text, &Shape { inside: |c| alnum_dash_dot_underscore(c) || c == '!', inside_words: "letters, digits, `!`, `.`, `_` and `-`", ..IN_HUB })
    };
    /// Name of an address rule of the hub (`filterName`).
    IpRuleName, "rule name", "1 to 128 letters, digits and `- : . + % _ # * ? ! ( ) , = @ ; '`", |text| {
        check(text, &Shape { shortest: 1, longest: 128, inside: |c| alnum(c) || "-:.+%_#*?!(),=@;'".contains(c), first: any, last: any,
            inside_words: "letters, digits and `- : . + % _ # * ? ! ( ) , = @ ; '`", first_words: "", last_words: "", lower: false })
    };
    /// Name of a private endpoint: shorter than others in a network (azure-docs, resource-name-rules.md, Microsoft.Network).
    PrivateEndpointName, "private endpoint name", "2 to 64 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| {
        check(text, &Shape { shortest: 2, longest: 64, ..NETWORK })
    };
    /// Name of a network interface, application security group or zone group.
    NetworkResourceName, "name", "1 to 80 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| check(text, &NETWORK);
    /// Name of a connection of a private endpoint.
    ConnectionName, "connection name", "1 to 80 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| check(text, &NETWORK);
    /// Name of a virtual network.
    VirtualNetworkName, "virtual network name", "2 to 64 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| {
        check(text, &Shape { shortest: 2, longest: 64, ..NETWORK })
    };
    /// Name of a subnet.
    SubnetName, "subnet name", "1 to 80 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| check(text, &NETWORK);
    /// Name of a link between a private DNS zone and a virtual network.
    LinkName, "link name", "1 to 80 letters, digits, `-`, `.` and `_`; starts with a letter or digit, ends with a letter, a digit or `_`", |text| check(text, &NETWORK);
    /// Name of a user-assigned identity.
    IdentityName, "identity name", "3 to 128 letters, digits, `-` and `_`; starts with a letter or digit", |text| {
        check(text, &Shape { shortest: 3, longest: 128, inside: |c| alnum_dash(c) || c == '_', first: alnum, last: any,
            inside_words: "letters, digits, `-` and `_`", first_words: LETTERS_DIGITS, last_words: "", lower: false })
    };
    /// Name of a resource group.
    ResourceGroupName, "resource group name", "1 to 90 letters, digits, `(`, `)`, `_`, `-` and `.`; does not end with a dot", |text| {
        check(text, &Shape { shortest: 1, longest: 90, inside: |c| c.is_alphanumeric() || matches!(c, '(' | ')' | '_' | '-' | '.'),
            first: any, last: |c| c != '.', inside_words: "letters, digits, `(`, `)`, `_`, `-` and `.`", first_words: "",
            last_words: "something other than a dot", lower: false })
    };
    /// Name of a Log Analytics workspace.
    WorkspaceName, "workspace name", "4 to 63 letters, digits and `-`; starts and ends with a letter or digit", |text| {
        check(text, &Shape { shortest: 4, longest: 63, inside: alnum_dash, first: alnum, last: alnum,
            inside_words: "letters, digits and hyphens", first_words: LETTERS_DIGITS, last_words: LETTERS_DIGITS, lower: false })
    };
    /// Name of a diagnostic setting.
    SettingName, "name of the diagnostic setting", "1 to 260 characters, none of `< > * % & : \\ ? + / \"`", |text| {
        check(text, &Shape { shortest: 1, longest: 260, inside: |c| !"<>*%&:\\?+/\"".contains(c) && !c.is_control(), first: any,
            last: |c| c != ' ' && c != '.', inside_words: "characters other than `< > * % & : \\ ? + / \"`", first_words: "",
            last_words: "something other than a blank or a dot", lower: false })
    };
}

/// Whether a reader can see the character: no control character, no mark that changes direction or has no width.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn single_hyphens(text: &str) -> String {
    let mut better = text.to_owned();
    while better.contains("--") {
        better = better.replace("--", "-");
    }
    better
}

/// Whether Windows keeps the name for a device (Microsoft, "Naming Files, Paths, and Namespaces").
pub(super) fn is_windows_device(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    if matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL") {
        return true;
    }
    ["COM", "LPT"].iter().any(|device| {
        upper
            .strip_prefix(device)
            .is_some_and(|digit| digit.len() == 1 && digit.chars().all(|c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_name<T: Name>(good: &[&str], bad: &[(&str, Option<&str>)]) {
        for text in good {
            assert!(T::parse(text).is_ok(), "{} `{text}` is good", T::NOUN);
        }
        for (text, instead) in bad {
            let Err(fault) = T::parse(text) else {
                panic!("{} `{text}` is bad", T::NOUN)
            };
            assert_eq!(
                fault.instead.as_deref(),
                *instead,
                "{} `{text}`: {}",
                T::NOUN,
                fault.what
            );
            if let Some(instead) = instead {
                assert!(
                    T::parse(instead).is_ok(),
                    "{} `{instead}` is offered and bad",
                    T::NOUN
                );
            }
        }
    }

    #[test]
    fn names_obey_the_rule_of_their_type() {
        check_name::<IntentName>(
            &["a", "plant-a", "7"],
            &[
                ("Plant A", Some("plant-a")),
                ("con", Some("con-hub")),
                ("-a", Some("a")),
            ],
        );
        check_name::<HubName>(
            &["iot-plant-a", "IOT1"],
            &[
                ("ab", None),
                ("iot_x1", Some("iot-x1")),
                ("iot-", Some("iot")),
            ],
        );
        check_name::<StorageAccountName>(
            &["st1"],
            &[
                ("st-plant", Some("stplant")),
                ("ST1", Some("st1")),
                ("a", None),
            ],
        );
        check_name::<ContainerName>(
            &["raw"],
            &[
                ("Raw", Some("raw")),
                ("a--b", Some("a-b")),
                ("$root", None),
                ("ab", None),
            ],
        );
        check_name::<EventHubsNamespaceName>(&["evhns1"], &[("1evhns", None), ("evhns-", None)]);
        check_name::<ServiceBusNamespaceName>(
            &["sb-plant"],
            &[("plant-sb", None), ("plant-mgmt", None)],
        );
        check_name::<QueueName>(&["a/b"], &[("/a", Some("a"))]);
        check_name::<ConsumerGroupName>(&["ops"], &[("$Default", None)]);
        check_name::<IpRuleName>(&["crew's-van#2"], &[("head office", Some("head-office"))]);
        check_name::<ResourceGroupName>(&["rg-(x)_1"], &[("rg.", Some("rg"))]);
        check_name::<TargetKey>(
            &["lake", "Data lake 2", "größe", "7"],
            &[
                ("", None),
                ("a/b", Some("a-b")),
                ("a\u{202e}b", Some("ab")),
                (".lake", Some("lake")),
                ("lake ", Some("lake")),
                ("nul", Some("nul-target")),
            ],
        );
    }
}
