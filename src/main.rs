//! The page's entry point: hands over to [`backstroke::ui`].

#[cfg(target_arch = "wasm32")]
fn main() {
    backstroke::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Backstroke runs in the browser: `cargo xtask serve` builds it and serves it.");
    std::process::exit(2);
}
