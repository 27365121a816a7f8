//! The page's entry point: hands over to [`backstroke::ui`].

/// Bytes of memory that are asked for at the start; a session has 4.5 MB at its end.
#[cfg(target_arch = "wasm32")]
const AT_ONCE: usize = 12 << 20;

#[cfg(target_arch = "wasm32")]
fn main() {
    // Given back at once, they stay with the allocator. Memory that grows later may be moved by a browser under the parts of
    // the program that share it; in WebKit the allocator has, rarely, found its heap out of order.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(AT_ONCE)));
    backstroke::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Backstroke runs in the browser: `cargo xtask serve` builds it and serves it.");
    std::process::exit(2);
}
