//! Addresses: IPv4 ranges and host names.

use std::fmt;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::Fault;

/// An IPv4 address or an IPv4 range in its canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IpRange {
    net: Ipv4Net,
    single: bool,
}

impl IpRange {
    /// Takes `203.0.113.7` or `203.0.113.0/28`; the address must be the first of its range.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Ok(Self {
                net: Ipv4Net::from(address),
                single: true,
            });
        }
        if text.parse::<std::net::IpAddr>().is_ok()
            || text
                .parse::<ipnet::IpNet>()
                .is_ok_and(|net| matches!(net, ipnet::IpNet::V6(_)))
        {
            return Err(Fault::new("is an IPv6 address; only IPv4 is possible here"));
        }
        let Ok(net) = text.parse::<Ipv4Net>() else {
            return Err(Fault::new(
                "is no IPv4 address or range such as `203.0.113.7` or `203.0.113.0/28`",
            ));
        };
        if net.trunc() != net {
            return Err(
                Fault::new("names an address inside its range, not the first one")
                    .instead(net.trunc().to_string()),
            );
        }
        Ok(Self { net, single: false })
    }

    /// The range.
    pub const fn net(&self) -> Ipv4Net {
        self.net
    }

    /// Whether it was written as a range, with `/`.
    pub const fn is_range(&self) -> bool {
        !self.single
    }

    /// Whether it lies in, or covers, a range that is not routed on the internet (RFC 1918, 6598, 3927, 1122, 1112).
    pub fn private_part(&self) -> Option<Ipv4Net> {
        const PRIVATE: [&str; 9] = [
            "0.0.0.0/8",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "127.0.0.0/8",
        ];
        PRIVATE
            .iter()
            .filter_map(|text| text.parse().ok())
            .find(|private: &Ipv4Net| private.contains(&self.net))
    }

    /// Whether it covers half of all addresses or more.
    pub fn is_everyone(&self) -> bool {
        self.net.prefix_len() <= 1
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.single {
            write!(f, "{}", self.net.addr())
        } else {
            write!(f, "{}", self.net)
        }
    }
}

/// A bare host name with at least one dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fqdn(String);

impl Fqdn {
    /// Takes `stbackup.blob.core.windows.net`; no scheme, port, path or wildcard.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bare = bare_host(text);
        let instead = |fault: Fault| match &bare {
            Some(bare) if bare != text => fault.instead(bare.clone()),
            Some(_) | None => fault,
        };
        if text.contains("://") {
            return Err(instead(Fault::new("has a scheme; a bare host name is due")));
        }
        if text.contains('*') {
            return Err(Fault::new(
                "has a wildcard; each host must be named in full",
            ));
        }
        if text.contains('/') {
            return Err(instead(Fault::new("has a path; a bare host name is due")));
        }
        if text.contains(':') {
            return Err(instead(Fault::new("has a port; a bare host name is due")));
        }
        if bare.as_deref() != Some(text) {
            return Err(instead(Fault::new(
                "is no host name such as `stbackup.blob.core.windows.net`",
            )));
        }
        Ok(Self(text.to_owned()))
    }

    /// The host name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn bare_host(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#']).next().unwrap_or_default();
    let text = text
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let labels: Vec<&str> = text.split('.').collect();
    let good = labels.len() > 1
        && text.len() <= 253
        && text.parse::<Ipv4Addr>().is_err()
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
    good.then(|| text.to_owned())
}

impl fmt::Display for Fqdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ipv4_in_canonical_form() {
        for text in ["203.0.113.7", "203.0.113.0/28", "0.0.0.0/0"] {
            assert_eq!(
                IpRange::parse(text).map(|ip| ip.to_string()),
                Ok(text.to_owned())
            );
        }
        for (text, instead) in [
            ("203.0.113.7/28", Some("203.0.113.0/28")),
            ("::1", None),
            ("2001:db8::/32", None),
            ("1.2.3", None),
            ("1.2.3.4/33", None),
        ] {
            let Err(fault) = IpRange::parse(text) else {
                panic!("`{text}` is no address")
            };
            assert_eq!(fault.instead.as_deref(), instead, "{text}");
        }
        assert!(IpRange::parse("10.1.0.0/16").is_ok_and(|ip| ip.private_part().is_some()));
        assert!(
            IpRange::parse("0.0.0.0/0")
                .is_ok_and(|ip| ip.is_everyone() && ip.private_part().is_none())
        );
    }

    #[test]
    fn hosts_are_bare() {
        assert!(Fqdn::parse("st.blob.core.windows.net").is_ok());
        for (text, instead) in [
            (
                "https://st.blob.core.windows.net/",
                Some("st.blob.core.windows.net"),
            ),
            (
                "st.blob.core.windows.net:443",
                Some("st.blob.core.windows.net"),
            ),
            ("*.blob.core.windows.net", None),
            ("localhost", None),
            ("a b.c", None),
            (
                "st.blob.core.windows.net.",
                Some("st.blob.core.windows.net"),
            ),
        ] {
            let Err(fault) = Fqdn::parse(text) else {
                panic!("`{text}` is no bare host")
            };
            assert_eq!(fault.instead.as_deref(), instead, "{text}");
        }
    }
}
