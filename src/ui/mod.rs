//! What is seen: pages, components, and the interface's words in one place. No arithmetic on time here.

use leptos::prelude::*;

/// Mounts the app on the page.
pub fn start() {
    mount_to_body(|| {
        let (count, set_count) = signal(0);
        view! { <main><button on:click=move |_| *set_count.write() += 1>"Count " {count}</button></main> }
    });
    if let Some(root) = document().document_element() {
        // The page's own script waits for this to know that the app has started.
        root.set_attribute("data-app", "ready").ok();
    }
}
