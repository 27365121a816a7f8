//! A view without its type: made once, and made anew instead of compared.
//!
//! Leptos compiles for every typed view how it is built, how it is compared with the one before, how it moves and how
//! it goes. A page here is built once and reactive in its text and attributes, so all but the first is weight in the
//! download. A [`Fresh`] keeps what was built alive and moves its nodes by itself.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use std::any::Any;
use wasm_bindgen::JsCast;

/// A view that is yet to be built.
pub struct Fresh(Box<dyn FnOnce() -> Built + Send>);

/// A view that was built: its nodes, and what keeps them reactive.
pub struct Built {
    nodes: Vec<Node>,
    _alive: Box<dyn Any>,
}

/// Forgets a view's type. Its outermost nodes must stay the same for as long as it lives: what comes and goes stands
/// inside an element.
pub fn fresh<V>(view: V) -> Fresh
where
    V: Render + Send + 'static,
    V::State: 'static,
{
    Fresh(Box::new(move || {
        let mut state = view.build();
        let mut nodes = Vec::new();
        // A bench to put it together on; its nodes are moved to their place afterwards.
        let bench = crate::device::dom::document().and_then(|d| d.create_element("div").ok());
        if let Some(bench) = bench {
            state.mount(&bench, None);
            let mut next = bench.first_child();
            while let Some(node) = next {
                next = node.next_sibling();
                nodes.push(node);
            }
        }
        Built { nodes, _alive: Box::new(state) }
    }))
}

/// A view that is made only when it is built, under the owner that it then belongs to.
pub fn lazily(make: impl FnOnce() -> Fresh + Send + 'static) -> Fresh {
    Fresh(Box::new(move || make().build()))
}

/// A place for a view that arrives later, and for the one after it: what stands there stays until then.
#[derive(Clone, Copy)]
pub struct Slot {
    /// The view that is to be built next.
    next: StoredValue<Option<Fresh>, LocalStorage>,
    /// How many have arrived.
    arrived: RwSignal<u32>,
}

impl Slot {
    /// An empty one.
    pub fn new() -> Self {
        Self { next: StoredValue::new_local(None), arrived: RwSignal::new(0) }
    }

    /// Puts a view there; nothing where the place itself is gone by now.
    pub fn put(self, view: Fresh) {
        self.next.try_set_value(Some(view));
        self.arrived.try_update(|n| *n += 1);
    }

    /// The place, an element of a class that has no box of its own.
    pub fn view(self, class: &'static str) -> Fresh {
        let view = move || {
            self.arrived.track();
            self.next.try_update_value(Option::take).flatten()
        };
        fresh(leptos::prelude::view! { <div class=class>{view}</div> })
    }
}

impl Render for Fresh {
    type State = Built;

    fn build(self) -> Built {
        (self.0)()
    }

    fn rebuild(self, state: &mut Built) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        for node in &self.nodes {
            if let Some(parent) = node.parent_node() {
                parent.remove_child(node).ok();
            }
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for node in &self.nodes {
            parent.insert_before(node, marker).ok();
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(first) = self.nodes.first() else { return false };
        let Some(parent) = first.parent_node().and_then(|p| p.dyn_into::<Element>().ok()) else { return false };
        child.mount(&parent, Some(first));
        true
    }

    fn elements(&self) -> Vec<Element> {
        self.nodes.iter().filter_map(|n| n.dyn_ref().cloned()).collect()
    }
}

impl AddAnyAttr for Fresh {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

/// Pages are made in the browser only, so there is nothing to write to a server's answer or to take over from one.
impl RenderHtml for Fresh {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _buf: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Built {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
