//! Storage accounts: routing, file upload, import and export of devices.

use super::{Made, Maker, Step, TargetKind, tags};
use crate::azure::resource_types::{BLOB_SERVICE, CONTAINER, STORAGE_ACCOUNT};
use crate::azure::roles::{BLOB_DATA_CONTRIBUTOR, DataRole};
use crate::intent::settled::{EntityRef, StorageAccount, Target};
use crate::intent::written::{AdmitHub, Cloud, PublicAccess};
use crate::plan::{Expr, Func, Item, Key, Piece, Resource, ResourceType};

impl TargetKind for StorageAccount {
    fn noun(&self) -> &'static str {
        "storage account"
    }

    fn resource_type(&self) -> ResourceType {
        STORAGE_ACCOUNT
    }

    fn role(&self) -> DataRole {
        BLOB_DATA_CONTRIBUTOR
    }

    fn path(&self, entity: &EntityRef) -> Vec<Step> {
        vec![
            Step {
                kind: BLOB_SERVICE,
                name: "default".to_owned(),
                word: "Blobs".to_owned(),
            },
            Step {
                kind: CONTAINER,
                name: entity.name().to_owned(),
                word: entity.name().to_owned(),
            },
        ]
    }

    /// The storage suffix is asked of the cloud at deployment time: the linter objects to it as a literal.
    fn host(&self, name: &str, _: Cloud) -> Vec<Piece> {
        vec![
            Piece::Text(format!("{name}.blob.")),
            Piece::Hole(Expr::call_member(
                Func::Environment,
                &["suffixes", "storage"],
            )),
        ]
    }

    fn scheme(&self) -> &'static str {
        "https"
    }

    fn routing_keys(&self, _: &EntityRef) -> (&'static str, &'static str) {
        ("storageContainers", "containerName")
    }

    fn make(&self, target: &Target, maker: &mut Maker<'_>) -> Made {
        let account = maker.symbols.claim(&[&target.key]);
        let mut body = vec![(Key::text("location"), Expr::text(target.location.as_str()))];
        body.extend(tags(&target.tags));
        body.push((
            Key::text("sku"),
            Expr::map([("name", Expr::text(self.sku.as_str()))]),
        ));
        body.push((Key::text("kind"), "StorageV2".into()));
        body.push((
            Key::text("properties"),
            Expr::Map(self.properties(target, &maker.hub_id)),
        ));
        let mut items = vec![Item::Resource(
            Resource::new(
                account.clone(),
                STORAGE_ACCOUNT,
                Expr::text(target.name.as_str()),
            )
            .body(body),
        )];
        let mut entities = Vec::new();
        if !self.containers.is_empty() {
            // Looked up, not written: writing the blob service would reset its own settings, such as soft delete.
            let blobs = maker.symbols.claim(&[&target.key, "Blobs"]);
            items.push(Item::Resource(
                Resource::new(blobs.clone(), BLOB_SERVICE, "default")
                    .existing()
                    .child_of(&account),
            ));
            for container in &self.containers {
                let symbol = maker.symbols.claim(&[&target.key, &container.to_string()]);
                items.push(Item::Resource(
                    Resource::new(symbol.clone(), CONTAINER, Expr::text(container.to_string()))
                        .child_of(&blobs),
                ));
                entities.push((EntityRef::Container(container.to_string()), symbol));
            }
        }
        Made {
            whole: account.clone(),
            symbol: account,
            items,
            entities,
            ready: Vec::new(),
        }
    }

    fn firewall(&self, _: &Target) -> Option<(ResourceType, Vec<(Key, Expr)>)> {
        None
    }
}

impl StorageAccount {
    fn properties(&self, target: &Target, hub_id: &Expr) -> Vec<(Key, Expr)> {
        let mut properties = Vec::new();
        if let Some(folders) = self.hierarchical_namespace {
            properties.push((Key::text("isHnsEnabled"), folders.into()));
        }
        properties.push((Key::text("allowBlobPublicAccess"), false.into()));
        properties.push((Key::text("minimumTlsVersion"), "TLS1_2".into()));
        properties.push((Key::text("supportsHttpsTrafficOnly"), true.into()));
        // "Selected networks" is the documented state in which the exception for trusted services works (R133).
        properties.push((Key::text("publicNetworkAccess"), "Enabled".into()));
        properties.push((Key::text("networkAcls"), Expr::Map(acls(target, hub_id))));
        properties
    }
}

fn acls(target: &Target, hub_id: &Expr) -> Vec<(Key, Expr)> {
    let open = target.access == PublicAccess::Enabled;
    let (trusted, instance) = match target.admission {
        AdmitHub::TrustedServices => (true, false),
        AdmitHub::ResourceInstance => (false, true),
        AdmitHub::Both => (true, true),
    };
    let mut acls = vec![
        (
            Key::text("defaultAction"),
            if open { "Allow" } else { "Deny" }.into(),
        ),
        (
            Key::text("bypass"),
            if trusted { "AzureServices" } else { "None" }.into(),
        ),
    ];
    if instance {
        let rule = Expr::map([
            ("tenantId", Expr::call_member(Func::Tenant, &["tenantId"])),
            ("resourceId", hub_id.clone()),
        ]);
        acls.push((Key::text("resourceAccessRules"), Expr::List(vec![rule])));
    }
    let ips = target.allow_ips.iter().map(|ip| {
        Expr::map([
            ("value", Expr::text(ip.to_string())),
            ("action", "Allow".into()),
        ])
    });
    acls.push((Key::text("ipRules"), Expr::List(ips.collect())));
    let subnets = target
        .allow_subnets
        .iter()
        .map(|subnet| Expr::map([("id", subnet.id()), ("action", "Allow".into())]));
    acls.push((
        Key::text("virtualNetworkRules"),
        Expr::List(subnets.collect()),
    ));
    acls
}
