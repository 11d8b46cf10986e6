//! What became of the numbers of the research that no rule covers, or not alone.

/// The last number.
pub(super) const LAST: u16 = 185;

/// Where a number is heeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The schema refuses what is wrong.
    Schema,
    /// The description of a key, which an editor shows.
    Described,
    /// The plan is made so, and `verify` looks that it is.
    Verify,
    /// Always written so: the intent has no say.
    Fixed,
    /// `REPORT.md` says it.
    Report,
    /// It depends on what an intent does not say.
    Unknown,
    /// Comes with something that is refused by name until then.
    Later,
}

impl Way {
    /// As it stands in the page.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Described => "description of the key",
            Self::Verify => "verify",
            Self::Fixed => "always written so",
            Self::Report => "report",
            Self::Unknown => "cannot be known",
            Self::Later => "later",
        }
    }
}

use Way::{Described, Fixed, Later, Report, Schema, Unknown, Verify};

/// A number, where it is heeded, and how.
pub(super) const OTHERS: &[(u16, Way, &str)] = &[
    (
        3,
        Schema,
        "`hub.sku` is one of the seven words, in this spelling.",
    ),
    (5, Schema, "Keys that the service sets are refused by name."),
    (
        6,
        Fixed,
        "The identity's `type` is written from `hub.identity`.",
    ),
    (
        9,
        Fixed,
        "Every type is written at one version, which knows identities.",
    ),
    (
        10,
        Schema,
        "Keys that only preview versions know are refused by name.",
    ),
    (11, Fixed, "The one key `events` is always written."),
    (
        16,
        Report,
        "What cannot be changed once the hub exists is listed.",
    ),
    (17, Schema, "`minTlsVersion` is \"1.2\" and nothing else."),
    (18, Fixed, "`minTlsVersion` is always written."),
    (
        19,
        Fixed,
        "`minTlsVersion` is written in every cloud; it weakens nothing where it is not enforced.",
    ),
    (
        22,
        Unknown,
        "The subscription is chosen when the template is deployed.",
    ),
    (
        28,
        Schema,
        "Connection strings are refused by name, and their value is not repeated.",
    ),
    (
        30,
        Schema,
        "Keys are refused by name: endpoints sign in by an identity only.",
    ),
    (
        34,
        Report,
        "A target in another subscription is named, with what the documentation leaves open.",
    ),
    (
        35,
        Fixed,
        "The scheme of an endpoint's address follows from the target's kind.",
    ),
    (
        36,
        Fixed,
        "The host of an endpoint's address follows from the cloud.",
    ),
    (
        37,
        Fixed,
        "An endpoint's address is the host and nothing else.",
    ),
    (38, Fixed, "Storage is always written to by its blob host."),
    (41, Schema, "`encoding` is one of three words, in any case."),
    (
        42,
        Report,
        "Endpoints that write JSON are named, with what devices must send.",
    ),
    (
        43,
        Report,
        "That an encoding is fixed is said; what the hub has now is not known.",
    ),
    (
        47,
        Schema,
        "Sessions and duplicate detection are refused by name; for existing entities the report prints how to look.",
    ),
    (48, Later, "Cosmos DB is refused by name until it comes."),
    (49, Later, "Cosmos DB is refused by name until it comes."),
    (50, Later, "Cosmos DB is refused by name until it comes."),
    (
        52,
        Fixed,
        "Subscription and resource group of the target are always written.",
    ),
    (55, Schema, "Event streams are refused by name."),
    (57, Schema, "A route has one `endpoint`."),
    (59, Schema, "`source` is one of seven words."),
    (62, Fixed, "`isEnabled` is always written."),
    (
        70,
        Described,
        "What `$body` asks of a message's content type stands with the key `condition`.",
    ),
    (
        76,
        Unknown,
        "Which case devices use in their values is not known here.",
    ),
    (
        84,
        Schema,
        "`group` of a private endpoint of the hub is `iotHub` and nothing else.",
    ),
    (
        86,
        Fixed,
        "`approval` chooses one of the two lists of connections.",
    ),
    (
        88,
        Report,
        "Endpoints that wait for approval are listed with the command that approves.",
    ),
    (
        92,
        Fixed,
        "The one zone that both pages of the documentation allow is used in that cloud.",
    ),
    (94, Fixed, "Links are global and register nothing."),
    (
        95,
        Fixed,
        "An endpoint has one zone group with one zone or two.",
    ),
    (
        96,
        Schema,
        "Fixed addresses of private endpoints are refused by name until they come.",
    ),
    (
        97,
        Schema,
        "Fixed addresses of private endpoints are refused by name until they come.",
    ),
    (
        98,
        Schema,
        "Fixed addresses of private endpoints are refused by name until they come.",
    ),
    (
        101,
        Verify,
        "Nothing that writes the hub runs beside another.",
    ),
    (
        102,
        Described,
        "What application security groups ask of a subnet stands with their key.",
    ),
    (107, Fixed, "Both properties are always written."),
    (110, Fixed, "The only action is to allow."),
    (
        114,
        Schema,
        "`ipFilterRules` is refused by name: `network.allow` is the filter.",
    ),
    (115, Schema, "There is one filter, `network.allow`."),
    (
        120,
        Fixed,
        "Hosts of the targets are added to the list by themselves.",
    ),
    (
        124,
        Verify,
        "Every endpoint, upload and transfer has its role before the hub is written in full.",
    ),
    (
        125,
        Verify,
        "Every endpoint has its role before the hub is written in full.",
    ),
    (
        126,
        Verify,
        "Every endpoint has its role before the hub is written in full.",
    ),
    (127, Later, "Cosmos DB is refused by name until it comes."),
    (
        131,
        Report,
        "Where every trusted service is let in, the narrower way is named.",
    ),
    (132, Unknown, "The tenants are those of the deployment."),
    (
        133,
        Fixed,
        "Storage is closed as *selected networks*, the state that is documented.",
    ),
    (
        135,
        Fixed,
        "`allowSharedKeyAccess` is not written; for existing accounts the report says how to look.",
    ),
    (
        142,
        Fixed,
        "Public access is written alike on a namespace and on its firewall.",
    ),
    (143, Later, "Cosmos DB is refused by name until it comes."),
    (149, Verify, "The first write of the hub has no endpoint."),
    (
        150,
        Verify,
        "The first write of the hub is skipped when the hub exists.",
    ),
    (
        151,
        Fixed,
        "The second write of the hub is in a nested deployment.",
    ),
    (
        152,
        Verify,
        "Both writes of the hub say the same, the fallback aside.",
    ),
    (
        153,
        Verify,
        "Roles, firewalls and settling come before the hub is written in full.",
    ),
    (
        154,
        Fixed,
        "The principal is a parameter of a nested deployment.",
    ),
    (
        155,
        Fixed,
        "The name of every role assignment is made from the principal.",
    ),
    (
        156,
        Report,
        "The Bicep version that is needed is named; ARM JSON has language version 2.0.",
    ),
    (157, Fixed, "No module is decorated."),
    (
        158,
        Report,
        "How to give an existing hub its identity first is printed.",
    ),
    (
        162,
        Report,
        "The rights that the deployer needs are listed by place.",
    ),
    (163, Fixed, "Nested deployments are incremental."),
    (164, Report, "It says not to deploy in complete mode."),
    (165, Verify, "No secret is a parameter or an output."),
    (
        166,
        Fixed,
        "Notifications without an upload account cannot be said.",
    ),
    (167, Fixed, "The one key `$default` is written."),
    (
        168,
        Fixed,
        "The connection string is made while Azure writes the hub, and shown nowhere.",
    ),
    (
        174,
        Fixed,
        "Jobs sign in by an identity, and their addresses hold no signature.",
    ),
    (175, Fixed, "Jobs sign in by an identity."),
    (176, Fixed, "All fields of a job are written."),
    (177, Schema, "The variable is refused by name."),
    (
        178,
        Report,
        "Jobs are started through Resource Manager, which reaches a closed hub.",
    ),
    (179, Report, "It says that the hub does one job at a time."),
    (
        180,
        Later,
        "Device provisioning is refused by name until it comes.",
    ),
    (
        181,
        Described,
        "That nobody sees failing routes without these logs stands with the key `diagnostics`.",
    ),
    (
        184,
        Fixed,
        "The storage suffix is asked of `environment()`.",
    ),
    (185, Verify, "Every name is unique without regard to case."),
];
