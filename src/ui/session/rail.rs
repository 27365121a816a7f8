//! The whole session as a rail of its sequences, as long as they take.

use super::driver::Shown;
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::measure;
use leptos::prelude::*;

/// The rail along the bottom.
#[component]
pub fn Rail(
    /// The session's frame.
    shown: Shown,
) -> Fresh {
    let bars = move || {
        let chapters = shown.chapters.get();
        let done = move |i: usize| {
            let at = shown.frame.with(|f| f.at_ms);
            shown.chapters.with(|all| all.get(i).map_or(0, |c| measure::done(c, at)))
        };
        chapters
            .iter()
            .enumerate()
            .map(|(i, chapter)| {
                // In steps of 4 %, which are a few pixels: what changes each second would cost each second, and a
                // transition many times that.
                let done = Memo::new(move |_| match done(i) {
                    n @ (0 | 1000) => n,
                    n => (n / 40 * 40).max(1),
                });
                fresh(view! {
                    <li
                        data-sequence=chapter.letter.to_string()
                        class=move || match done.get() {
                            0 => "",
                            1..1000 => "now",
                            _ => "done",
                        }
                        style:--minutes=chapter.length_ms.to_string()
                        style:--done=move || format!("calc({}/1000)", done.get())
                    ></li>
                })
            })
            .collect::<Vec<_>>()
    };
    fresh(view! { <ul class="rail" aria-hidden="true">{bars}</ul> })
}
