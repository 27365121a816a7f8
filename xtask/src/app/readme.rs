//! What README.md says of the first load, held to what was built.

/// How far the figure may be off, in bytes.
const OFF: usize = 500;

/// What stands before and after the figure.
const AROUND: (&str, &str) = ("| code before it can be used | ", " KB |");

/// In words, where the page says something else than that the first load comes to so many bytes.
pub fn outdated(readme: &str, bytes: usize) -> Option<String> {
    let is = format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100);
    let figure = readme.split_once(AROUND.0).and_then(|(_, rest)| rest.split_once(AROUND.1)).map(|(figure, _)| figure);
    let said = figure.and_then(|figure| {
        let (whole, tenths) = figure.split_once('.')?;
        Some(whole.parse::<usize>().ok()? * 1000 + tenths.parse::<usize>().ok()? * 100)
    });
    match said {
        Some(said) if said.abs_diff(bytes) <= OFF => None,
        Some(_) => {
            Some(format!("README.md says that the first load is {} KB, and it is {is}", figure.unwrap_or_default()))
        }
        None => Some(format!("README.md does not say what the first load is, `{}…{}`: {is}", AROUND.0, AROUND.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_half_a_kilobyte_off_is_told() {
        let readme = "| code before it can be used | 82.3 KB | more |";
        for bytes in [82_300, 82_800, 81_800] {
            assert_eq!(outdated(readme, bytes), None, "{bytes}");
        }
        assert!(outdated(readme, 82_801).is_some_and(|words| words.contains("82.8 KB")));
        assert!(outdated("no figure", 82_300).is_some());
    }

    #[test]
    fn the_figure_in_the_readme_is_that_of_the_sizes_that_were_kept() {
        let root = crate::host::root();
        let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
        let kept = super::super::Baseline::read(root).unwrap();
        assert_eq!(outdated(&readme, kept.files["first load"]), None);
    }
}
