//! A deployment worked out from the printed ARM JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::expression::{Expression, Read, read};
use super::{Here, below, put_order, text, told};

/// What a template comes to.
pub(crate) fn arm(template: &str) -> Value {
    let template: Value = serde_json::from_str(template).expect("it is JSON");
    Reader {
        resources: objects(&template, "resources"),
        template: &template,
        here: Here::own(),
        parameters: BTreeMap::new(),
    }
    .all()
}

/// Keys of an entry that are no part of the body.
const FRAME: [&str; 9] = [
    "type",
    "apiVersion",
    "name",
    "scope",
    "existing",
    "@options",
    "dependsOn",
    "subscriptionId",
    "resourceGroup",
];

const DEPLOYMENT: &str = "Microsoft.Resources/deployments";

struct Reader<'a> {
    template: &'a Value,
    resources: Map<String, Value>,
    here: Here,
    parameters: BTreeMap<String, Value>,
}

fn objects(value: &Value, key: &str) -> Map<String, Value> {
    value
        .get(key)
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

impl Reader<'_> {
    fn all(&self) -> Value {
        let taken: BTreeSet<String> = objects(self.template, "parameters")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let handed: BTreeSet<String> = self.parameters.keys().cloned().collect();
        assert_eq!(taken, handed, "parameters");
        let mut items = Map::new();
        let mut direct = BTreeMap::new();
        for (symbol, entry) in &self.resources {
            let after = entry["dependsOn"].as_array().into_iter().flatten();
            direct.insert(
                symbol.clone(),
                after
                    .map(|other| other.as_str().expect("a symbol").to_owned())
                    .collect(),
            );
            if entry["existing"] == true {
                continue;
            }
            let item = if entry["type"] == DEPLOYMENT {
                self.module(entry)
            } else {
                self.resource(entry)
            };
            items.insert(symbol.clone(), item);
        }
        put_order(&mut items, &direct);
        let outputs: Map<String, Value> = objects(self.template, "outputs")
            .into_iter()
            .map(|(name, output)| (name, self.value(&output["value"])))
            .collect();
        let about = self
            .template
            .pointer("/metadata/description")
            .map(|about| self.value(about));
        json!({ "about": about, "items": items, "outputs": outputs })
    }

    fn resource(&self, entry: &Value) -> Value {
        let options = &entry["@options"];
        let body: Map<String, Value> = entry
            .as_object()
            .expect("an entry")
            .iter()
            .filter(|(key, _)| !FRAME.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        json!({
            "id": self.id(entry),
            "api": entry["apiVersion"],
            "once": options["onlyIfNotExists"] == json!([]),
            "retry": options.get("retryOn").map(|retry| self.value(retry)),
            "body": self.value(&body.into()),
        })
    }

    fn module(&self, entry: &Value) -> Value {
        assert_eq!(
            entry["properties"]["expressionEvaluationOptions"]["scope"],
            "inner"
        );
        assert_eq!(entry["properties"]["mode"], "Incremental");
        let inner = self.inside(entry);
        let copies = entry.get("copy").map(|copy| {
            assert_eq!(
                (&copy["mode"], &copy["batchSize"]),
                (&json!("serial"), &json!(1))
            );
            self.value(&copy["count"])
        });
        let name = if copies.is_none() {
            text(&self.value(&entry["name"]))
        } else {
            let name = text(&self.value(&entry["name"]));
            name.strip_suffix("-«copy»")
                .expect("a number behind the name")
                .to_owned()
        };
        json!({
            "name": name,
            "copies": copies,
            "group": inner.here.group_id(),
            "handed": inner.parameters,
            "does": inner.all(),
        })
    }

    fn inside<'b>(&self, entry: &'b Value) -> Reader<'b> {
        let template = &entry["properties"]["template"];
        Reader {
            template,
            resources: objects(template, "resources"),
            here: self.there(entry),
            parameters: objects(&entry["properties"], "parameters")
                .into_iter()
                .map(|(name, value)| (name, self.value(&value["value"])))
                .collect(),
        }
    }

    fn there(&self, entry: &Value) -> Here {
        let part = |key: &str| entry.get(key).map(|value| text(&self.value(value)));
        match part("resourceGroup") {
            Some(group) => self.here.other(part("subscriptionId").as_deref(), &group),
            None => self.here.clone(),
        }
    }

    fn id(&self, entry: &Value) -> String {
        let scope = match entry.get("scope") {
            Some(scope) => text(&self.value(scope)),
            None => self.there(entry).group_id(),
        };
        let names: Vec<String> = text(&self.value(&entry["name"]))
            .split('/')
            .map(str::to_owned)
            .collect();
        below(&scope, entry["type"].as_str().expect("a type"), &names)
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.said(text),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(entries) => {
                assert!(
                    !entries.keys().any(|key| key.eq_ignore_ascii_case("copy")),
                    "a loop within a value"
                );
                let entries: Map<String, Value> = entries
                    .iter()
                    .map(|(key, value)| (text(&self.said(key)), self.value(value)))
                    .collect();
                entries.into()
            }
            plain => plain.clone(),
        }
    }

    fn said(&self, text: &str) -> Value {
        match read(text) {
            Read::Literal(text) => text.into(),
            Read::Expression(expression) => self.evaluate(&expression),
        }
    }

    fn evaluate(&self, expression: &Expression) -> Value {
        match expression {
            Expression::Text(text) => text.as_str().into(),
            Expression::Int(number) => (*number).into(),
            Expression::Call(name, args) => self.call(name, args),
            Expression::Property(..) | Expression::Index(..) => self.access(expression),
        }
    }

    /// A part of something: of what Azure tells, of what a module gives, or of a value.
    fn access(&self, expression: &Expression) -> Value {
        let mut steps: Vec<&Expression> = Vec::new();
        let mut root = expression;
        while let Expression::Property(of, _) | Expression::Index(of, _) = root {
            steps.insert(0, root);
            root = of;
        }
        let path: Vec<String> = steps
            .iter()
            .map(|step| match step {
                Expression::Property(_, name) => format!(".{name}"),
                Expression::Index(_, index) => format!("[{}]", text(&self.evaluate(index))),
                other => panic!("no step: {other:?}"),
            })
            .collect();
        if let Expression::Call(name, args) = root {
            let args: Vec<Value> = args.iter().map(|arg| self.evaluate(arg)).collect();
            let entry = |symbol: &Value| &self.resources[text(symbol).as_str()];
            match (name.as_str(), &args[..]) {
                ("reference", [symbol]) if entry(symbol)["type"] == DEPLOYMENT => {
                    let [outputs, name, value] = &path[..] else {
                        panic!("an output is named: {path:?}")
                    };
                    assert_eq!((outputs.as_str(), value.as_str()), (".outputs", ".value"));
                    let inner = self.inside(entry(symbol));
                    return inner.value(&inner.template["outputs"][&name[1..]]["value"]);
                }
                ("reference", [symbol]) => {
                    return told(
                        &self.id(entry(symbol)),
                        &format!("properties{}", path.concat()),
                    );
                }
                ("reference", [symbol, api, full]) => {
                    assert_eq!((api, full), (&entry(symbol)["apiVersion"], &json!("full")));
                    return told(&self.id(entry(symbol)), &path.concat()[1..]);
                }
                ("listKeys", [symbol, api]) => {
                    assert_eq!(api, &entry(symbol)["apiVersion"]);
                    return told(
                        &self.id(entry(symbol)),
                        &format!("listKeys{}", path.concat()),
                    );
                }
                _ => {}
            }
        }
        steps
            .iter()
            .fold(self.evaluate(root), |value, step| match step {
                Expression::Property(_, name) => value[name.as_str()].clone(),
                Expression::Index(_, index) => match self.evaluate(index) {
                    Value::String(key) if key == "«copy»" => key.into(),
                    index => value
                        [usize::try_from(index.as_i64().expect("a number")).expect("a place")]
                    .clone(),
                },
                other => panic!("no step: {other:?}"),
            })
    }

    fn call(&self, name: &str, args: &[Expression]) -> Value {
        let values: Vec<Value> = args.iter().map(|arg| self.evaluate(arg)).collect();
        let texts: Vec<String> = values.iter().map(text).collect();
        match name {
            "parameters" => self.parameters[&texts[0]].clone(),
            "guid" => format!("«guid {}»", texts.join(" ").replace('/', "∕")).into(),
            "resourceId" => self.here.resource_id(&texts).into(),
            "extensionResourceId" => below(&texts[0], &texts[1], &texts[2..]).into(),
            "subscriptionResourceId" => below(
                &format!("/subscriptions/{}", self.here.subscription),
                &texts[0],
                &texts[1..],
            )
            .into(),
            "format" => format(&texts).into(),
            "split" => texts[0].split(texts[1].as_str()).collect(),
            "string" => texts[0].as_str().into(),
            "json" => serde_json::from_str(&texts[0]).expect("JSON"),
            "true" => true.into(),
            "false" => false.into(),
            "createArray" => values.into(),
            "range" => (0..values[1].as_u64().expect("a count")).collect(),
            "length" => values[0].as_array().expect("a list").len().into(),
            "copyIndex" => "«copy»".into(),
            other => self
                .here
                .about(other)
                .unwrap_or_else(|| panic!("function {other}")),
        }
    }
}

/// `format`, with holes by number.
fn format(texts: &[String]) -> String {
    let mut out = String::new();
    let mut rest = texts[0].as_str();
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            out.push_str(&rest[..1]);
            rest = &rest[2..];
            continue;
        }
        let end = rest.find('}').expect("a hole ends");
        let number: usize = rest[1..end].parse().expect("holes are numbered");
        out.push_str(&texts[number + 1]);
        rest = &rest[end + 1..];
    }
    out + rest
}
