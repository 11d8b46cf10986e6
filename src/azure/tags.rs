//! Tags: what Azure takes, and what private DNS zones can carry.

use super::Origin;
use crate::intent::settled::Tags;

/// Where the limits of tags come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/azure-resource-manager/management/tag-resources.md; terraform-provider-azurerm#6129",
    checked: "2026-11-27",
};

/// Most tags of a resource.
pub const MOST: usize = 50;
/// Longest name, in characters.
pub const LONGEST_NAME: usize = 512;
/// Longest name on a storage account, in characters.
pub const LONGEST_NAME_ON_STORAGE: usize = 128;
/// Longest value, in characters.
pub const LONGEST_VALUE: usize = 256;
/// Characters that a name may not hold.
pub const FORBIDDEN: &str = "<>%&\\?/";
/// How names begin that Azure keeps for itself.
pub const RESERVED: [&str; 3] = ["microsoft", "azure", "windows"];
/// Most tags of a private DNS zone and of its links.
pub const MOST_ON_ZONE: usize = 15;

/// Whether a private DNS zone can carry a tag of that name. Azure takes others without a word and drops them.
pub fn fits_zone(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The tags that a private DNS zone carries, out of those that it should: by name, at most [`MOST_ON_ZONE`].
pub fn on_zone(tags: &Tags) -> impl Iterator<Item = (&String, &String)> {
    tags.iter()
        .filter(|(name, _)| fits_zone(name))
        .take(MOST_ON_ZONE)
}
