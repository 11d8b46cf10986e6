//! The program cannot reach a network: no crate in it can, and the binary asks the system for no socket.

use std::path::Path;
use std::process::Command;

/// Crates that open sockets, or are there for others that do.
const BANNED: [&str; 25] = [
    "async-std",
    "attohttpc",
    "aws-lc-rs",
    "aws-lc-sys",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "trust-dns-resolver",
    "ureq",
];

/// Functions of the C library by which a program reaches others.
const CALLS: [&str; 7] = [
    "socket",
    "connect",
    "getaddrinfo",
    "bind",
    "sendto",
    "gethostbyname",
    "listen",
];

#[test]
fn no_crate_in_the_dependency_tree_can_open_a_socket() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "tree",
            "--locked",
            "--offline",
            "-e",
            "normal",
            "--target",
            "all",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let Ok(output) = output else {
        println!("judged nothing: there is no cargo");
        return;
    };
    if !output.status.success() {
        // For other systems crates may be needed that were never fetched here.
        println!(
            "judged nothing: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        return;
    }
    let tree = String::from_utf8(output.stdout).unwrap();
    let names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        names.contains(&"hubseal") && names.contains(&"clap"),
        "{tree}"
    );
    for name in names {
        assert!(!BANNED.contains(&name), "{name}");
    }
}

#[test]
fn the_binary_asks_for_no_socket() {
    judge(Path::new(env!("CARGO_BIN_EXE_hubseal")));
    let release = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/release/hubseal");
    if release.exists() {
        judge(&release);
    } else {
        println!("judged only what was built for tests: target/release/hubseal is absent");
    }
}

/// Looks at what a binary asks the system for.
fn judge(binary: &Path) {
    let output = Command::new("nm")
        .args(["-D", "--undefined-only"])
        .arg(binary)
        .output();
    let Ok(output) = output else {
        println!("judged nothing: there is no nm");
        return;
    };
    let symbols = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || !symbols.contains(" U ") {
        println!(
            "judged nothing: nm finds no symbols in {}",
            binary.display()
        );
        return;
    }
    for line in symbols.lines() {
        let name = line.trim().trim_start_matches("U ");
        let name = name.split('@').next().unwrap_or_default();
        assert!(!CALLS.contains(&name), "{}: {line}", binary.display());
    }
}
