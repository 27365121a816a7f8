//! A question over the page, of two answers: nothing else is reached until one of them is given.

use super::fresh::{Fresh, fresh};
use crate::device::dom;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// A question, while it is asked. Its first answer has the focus as it comes.
#[component]
pub fn Ask(
    /// Whether it is asked.
    when: Signal<bool>,
    /// What it is called in the page.
    id: &'static str,
    /// The question.
    title: &'static str,
    /// What else there is to know.
    #[prop(into)]
    text: Signal<&'static str>,
    /// The answer that is offered first, and what it does.
    first: (&'static str, Callback<()>),
    /// The other.
    second: (&'static str, Callback<()>),
    /// What the Escape key does: the one of the two that changes nothing.
    escape: Callback<()>,
) -> Fresh {
    Effect::new(move || {
        if when.get() {
            // Once the question stands in the page.
            Timeout::new(0, || dom::focus(".ask .act")).forget();
        }
    });
    let question = move || {
        let question = view! {
            <div
                class="ask"
                role="alertdialog"
                aria-modal="true"
                aria-labelledby=id
                on:keydown=move |ev| match ev.key().as_str() {
                    "Escape" => escape.run(()),
                    // Between the two answers, and not to what lies under the question.
                    "Tab" => {
                        ev.prevent_default();
                        dom::focus(".ask .act:not(:focus)");
                    }
                    _ => {}
                }
            >
                <div>
                    <h2 id=id>{title}</h2>
                    <p>{move || text.get()}</p>
                    <div class="ahead">
                        <button class="act" type="button" on:click=move |_| first.1.run(())>{first.0}</button>
                        <button class="act quiet" type="button" on:click=move |_| second.1.run(())>{second.0}</button>
                    </div>
                </div>
            </div>
        };
        when.get().then(|| fresh(question))
    };
    fresh(view! { <div>{question}</div> })
}
