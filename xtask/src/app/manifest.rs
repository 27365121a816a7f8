//! The manifest: what the app is called, looks like and opens with once it is installed.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Site;

/// Reads the manifest's source, says in it where the site is, and checks that every picture that it names is there.
pub fn manifest(source: &str, base: &str, site: &Site) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(source).context("src/manifest.json")?;
    let app = manifest.as_object_mut().context("src/manifest.json is no object")?;
    // Every other address in it is taken from where the manifest lies; the identity alone from the top of the address.
    app.insert("id".into(), base.into());
    let pictures = ["icons", "screenshots"].into_iter().filter_map(|list| manifest.get(list)?.as_array()).flatten();
    for picture in pictures {
        let name = picture.get("src").and_then(Value::as_str).unwrap_or_default();
        if site.published(name) != Some(name) {
            bail!("src/manifest.json names `{name}`, which public/ does not have");
        }
    }
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_is_where_the_site_is_and_every_picture_is_there() {
        let mut site = Site::default();
        site.add("icon.png", "png").unwrap();
        let good = manifest("{ \"icons\": [{ \"src\": \"icon.png\" }] }", "/sub/", &site).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&good).unwrap()["id"], "/sub/");
        let bad = manifest("{ \"screenshots\": [{ \"src\": \"wide.png\" }] }", "/", &site).unwrap_err();
        assert!(bad.to_string().contains("wide.png"), "{bad}");
    }
}
