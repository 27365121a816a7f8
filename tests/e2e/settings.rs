//! The settings: each does at once what it says, and all of them go into one file and come back out of it.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::{Value, json};

use crate::model::begin;
use crate::sound::listener::{EAR, teach};

const PREFS: &str = "localStorage.getItem('backstroke.prefs')";

/// How much of the figure under the choice of motion moves.
const MOVES: &str = "document.querySelector('.moving').getAnimations({ subtree: true }).length";

/// What lets a page say how its sound lives with that of others; few browsers have it.
const CATEGORIES: &str = "Object.defineProperty(navigator, 'audioSession', { value: { type: 'auto' } });";

/// Lets what is given as a file be seen, instead of a folder's.
const CATCH: &str = "
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { blob.text().then(text => window.given = text); return make.call(URL, blob); };
const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { window.named = this.download; return click.call(this); };
";

#[test]
fn each_setting_is_kept_and_shows_its_effect_at_once() {
    Setup::new("settings").before(EAR).before(CATEGORIES).run(async |page| {
        page.open("/settings").await?;
        // A device shakes only for somebody who has touched the page.
        page.press('x').await?;
        let text = |css: &str| format!("document.querySelector('#settings {css}')?.textContent");
        let heard = |name: &str| format!("ear.placed.length && ear.name(ear.placed.at(-1).buffer) === '{name}'");
        let effects = [
            ("Length", "15 min", "minutes=15", format!("/about 1[3-7] minutes/.test({})", text(".outcome"))),
            ("Pace", "Slow", "pace=slow", format!("{}.includes('slow pace')", text(".outcome"))),
            ("Several is", "5", "several=5", format!("{}.includes('five times')", text(".outcome"))),
            ("First side", "Left", "start=left", format!("{}.includes('left side first')", text(".outcome"))),
            ("Count-in", "20 s", "count-in=20", format!("{}.includes('20 seconds')", text(".effect[role=status]"))),
            (
                "Distances",
                "Inches",
                "unit=in",
                "document.getElementById('settings').textContent.includes('2 in')".into(),
            ),
            ("It says", "Names", "talk=names", heard("return-to-a")),
            ("Heard", "Bowls", "heard=bowls", heard("(repeat)")),
            ("Last seconds", "On", "ticks=yes", heard("(tick)")),
            ("Half-way", "On", "half-way=yes", heard("(half-way)")),
            (
                "Beneath",
                "Waves",
                "room=waves",
                "ear.placed.at(-1).loop && ear.placed.at(-1).buffer.duration > 8".into(),
            ),
            ("Plays", "Even when muted", "aloud=muted", "navigator.audioSession.type === 'playback'".into()),
            ("Plays", "Over other music", "aloud=mix", "navigator.audioSession.type === 'ambient'".into()),
            ("Vibration", "On", "haptics=yes", "String(ear.vibrated.at(-1)) === '40,280,40,280,40'".into()),
            ("Heard", "Voice", "heard=voice", heard("return-to-a")),
            ("Heard", "Voice and bowls", "heard=everything", heard("(repeat)")),
            ("Motion", "All", "motion=full", format!("{MOVES} > 0")),
            ("Motion", "Less", "motion=less", format!("{MOVES} === 0")),
            ("Motion", "As the device says", "motion=system", format!("{MOVES} > 0")),
            ("Motion", "Less", "motion=less", "document.documentElement.dataset.motion === 'less'".into()),
        ];
        for (name, word, kept, effect) in effects {
            choose(page, name, word).await?;
            if name == "It says" {
                teach(page).await?;
            }
            page.wait_for(&format!("{kept} to be kept"), &format!("{PREFS}.split(' ').includes({})", json!(kept)))
                .await?;
            page.wait_for(&format!("the effect of {name}: {word}"), &effect).await?;
        }
        let before = page.eval("document.documentElement.dataset.light").await?;
        for (word, light) in [("Lamp", "lamp"), ("Day", "day"), ("Lamp", "lamp")] {
            choose(page, "Light", word).await?;
            page.wait_for("the light", &format!("document.documentElement.dataset.light === '{light}'")).await?;
            // The browser's own frame has the room's colour, and does not follow another preference.
            let frame = page.eval("[...document.querySelectorAll('meta[name=theme-color]')].map(m => m.content + m.media)");
            let room = if light == "lamp" { "#16110C" } else { "#F5EDDE" };
            ensure!(frame.await? == json!([room]), "by {light} the frame is not {room}");
        }
        choose(page, "Light", "By the hour").await?;
        page.wait_for("the light that was on before", &format!("document.documentElement.dataset.light === {before}"))
            .await?;
        ensure!(page.eval("localStorage.getItem('backstroke.light')").await?.is_null(), "a light stays chosen");
        // Each level is that of its own kind, by its square.
        for (n, name, level, volume) in [(0, "return-to-a", "voice=3", 0.09), (1, "(repeat)", "bowls=10", 1.0)] {
            let to = level.split_once('=').context("no level")?.1;
            page.run(&format!(
                "const slide = document.querySelectorAll('.slide input')[{n}];
                 slide.value = {to}; slide.dispatchEvent(new Event('change'));"
            ))
            .await?;
            page.wait_for("the level", &format!("{PREFS}.split(' ').includes('{level}')")).await?;
            let shown = format!("document.querySelectorAll('.slide output')[{n}].textContent === '{to}'");
            page.wait_for("its number", &shown).await?;
            let as_loud = format!("{} && Math.abs(ear.volume(ear.placed.at(-1)) - {volume}) < 0.001", heard(name));
            page.wait_for(&format!("{level} to be heard"), &as_loud).await?;
        }
        // The figure at the chosen pace and motion stands still.
        page.wait_for("the figure", "document.querySelector('.moving .figure svg')").await?;
        // And after a reload all is as it was.
        let kept = page.eval(PREFS).await?;
        page.client().refresh().await?;
        page.wait_for("the page", "document.querySelector('#settings input:checked')").await?;
        ensure!(page.eval(PREFS).await? == kept, "a reload changed what is kept");
        ensure!(page.eval("document.documentElement.dataset.motion").await? == "less", "motion is forgotten");
        let frame = "[document.documentElement.dataset.light, ...[...document.querySelectorAll('meta[name=theme-color]')].map(m => m.content)]";
        let frame = page.eval(frame).await?;
        ensure!(
            frame == json!(["lamp", "#16110C"]) || frame == json!(["day", "#F5EDDE"]),
            "loaded again, light and frame are {frame}"
        );
        Ok(())
    });
}

#[test]
fn what_this_browser_cannot_do_is_not_offered() {
    let without =
        "for (const name of ['vibrate', 'audioSession']) Object.defineProperty(navigator, name, { value: undefined });";
    Setup::new("settings-less").before(without).run(async |page| {
        page.open("/settings").await?;
        let legends = "[...document.querySelectorAll('#settings legend')].map(l => l.textContent)";
        page.wait_for("the choices", &format!("{legends}.includes('Beneath')")).await?;
        let offered: Vec<String> = serde_json::from_value(page.eval(legends).await?)?;
        ensure!(!offered.iter().any(|name| name == "Vibration" || name == "Plays"), "{offered:?}");
        Ok(())
    });
}

#[test]
fn the_unit_is_used_on_cards_and_in_the_session() {
    Setup::new("inches").before("localStorage.setItem('backstroke.prefs', '2 count-in=0 unit=in')").run(async |page| {
        page.open("/card/B").await?;
        page.wait_for("inches on the card", "document.querySelector('.moves').textContent.includes('2 in')").await?;
        ensure!(
            page.eval("document.querySelector('.moves').textContent.includes(' cm')").await? == false,
            "and cm too"
        );
        page.watch("line", "document.querySelector('#session .line')?.textContent ?? null").await?;
        page.run("location.hash = '/session?speed=4&from=B.1'").await?;
        page.watch_session().await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("part", "climb").await?;
        page.wait_for("inches in the line", "document.querySelector('#session .line').textContent.includes('2 in')")
            .await
    });
}

#[test]
fn a_count_in_of_nothing_begins_at_once() {
    Setup::new("no-count-in").before("localStorage.setItem('backstroke.prefs', '2 count-in=0')").run(async |page| {
        begin(page, "/session?speed=1").await?;
        let log = page.session_log().await?;
        ensure!(log.iter().all(|m| m.get("phase") != "count-in"), "it counts in: {log:?}");
        Ok(())
    });
}

#[test]
fn all_is_given_as_one_file_put_back_and_taken_again() {
    Setup::new("export").before(CATCH).run(async |page| {
        page.open("/settings").await?;
        choose(page, "Pace", "Slow").await?;
        choose(page, "Distances", "Inches").await?;
        choose(page, "Light", "Day").await?;
        page.wait_for("the light", "document.documentElement.dataset.light === 'day'").await?;
        page.run("localStorage.setItem('backstroke.safety', '1')").await?;
        page.client().refresh().await?;
        let kept = page.eval(PREFS).await?;
        page.click_button("Save as a file").await?;
        page.wait_for("the file", "window.given").await?;
        let file = page.eval("window.given").await?.as_str().context("no text")?.to_owned();
        let head = "Backstroke settings 1\nchoices 2 pace=slow ";
        ensure!(file.starts_with(head) && file.ends_with("light day\nsafety read\n"), "the file is {file:?}");
        ensure!(page.eval("window.named").await? == "backstroke-settings.txt", "it has another name");

        page.click_button("Put all back").await?;
        ensure!(page.eval(PREFS).await? == kept, "one press puts all back");
        page.click_button("Really put all back").await?;
        page.wait_for("words", "document.querySelector('.keep + .effect').textContent.startsWith('Everything is')")
            .await?;
        ensure!(page.eval(PREFS).await? != kept, "nothing was put back");
        ensure!(page.eval("localStorage.getItem('backstroke.safety')").await?.is_null(), "the safety page stays read");
        ensure!(page.eval("localStorage.getItem('backstroke.light')").await?.is_null(), "the light stays chosen");

        give(page, &json!(file)).await?;
        page.wait_for("words", "document.querySelector('.keep + .effect').textContent.startsWith('Taken')").await?;
        ensure!(page.eval(PREFS).await? == kept, "the file brings back something else");
        ensure!(page.eval("localStorage.getItem('backstroke.light')").await? == "day", "the light is not taken");
        ensure!(page.eval("document.documentElement.dataset.light").await? == "day", "the light is not turned on");
        ensure!(page.eval("localStorage.getItem('backstroke.safety')").await? == "1", "the safety page is not taken");
        Ok(())
    });
}

#[test]
fn a_file_that_is_taken_where_nothing_can_be_kept_says_so() {
    let full = "if (location.hash === '#/settings') Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
    Setup::new("import-full").before(full).run(async |page| {
        page.open("/settings").await?;
        give(page, &json!("Backstroke settings 1\nchoices 2 pace=slow\nlight day\nsafety read\n")).await?;
        page.wait_for("words", "document.querySelector('.keep + .effect').textContent.startsWith('Taken until')")
            .await?;
        page.wait_for(
            "the pace",
            "document.querySelector('[name=Pace]:checked')?.closest('label').textContent.trim() === 'Slow'",
        )
        .await
    });
}

#[test]
fn a_wrong_file_is_refused_whole_with_the_reason_and_the_place() {
    Setup::new("import").run(async |page| {
        page.open("/settings").await?;
        choose(page, "Pace", "Brisk").await?;
        let kept = page.eval("JSON.stringify({ ...localStorage })").await?;
        let head = "Backstroke settings 1\n";
        let large = "x".repeat(5000);
        for (file, words) in [
            (String::new(), "Line 1: this is no file of settings"),
            ("{\"pace\":\"slow\"}".into(), "Line 1: this is no file of settings"),
            ("Backstroke settings 9\n".into(), "newer Backstroke, version: “9”"),
            (
                format!("{head}light day\nchoices 2 pace=slow several=99\n"),
                "Line 3: this means nothing here: “several=99”",
            ),
            (format!("{head}choices 2 pace=slow\nlight day\nlight day\n"), "Line 4: this comes a second time: “light”"),
            (format!("{head}light day\n"), "there is no line of: “choices”"),
            (large, "too large"),
            (
                format!("{head}choices 2 pace=slow <img/src=x/onerror=window.ran=1>\n"),
                "Line 2: this means nothing here: “<img/src=x/onerror=window.ran=1>”",
            ),
            (format!("{head}choices 2\n<img src=x onerror=window.ran=1>\n"), "Line 3: this means nothing here: “<img”"),
        ] {
            give(page, &json!(file)).await?;
            let said = format!("document.querySelector('.keep + .effect').textContent.includes({})", json!(words));
            page.wait_for(&format!("the reason: {words}"), &said).await?;
            let now = page.eval("JSON.stringify({ ...localStorage })").await?;
            ensure!(now == kept, "{file:?} has changed {kept} to {now}");
            // What a file says is text on the page, and nothing else.
            let made =
                page.eval("[document.querySelectorAll('img, .keep + .effect *').length, window.ran ?? null]").await?;
            ensure!(made == json!([0, null]), "{file:?} has made {made}");
        }
        Ok(())
    });
}

/// Presses one of a choice's possibilities.
async fn choose(page: &Page, name: &str, word: &str) -> Result {
    let found = format!(
        "[...document.querySelectorAll('fieldset.choice')].find(f => f.querySelector('legend').textContent === {})
           ?.querySelectorAll('label')",
        json!(name)
    );
    page.wait_for(&format!("the choice {name}"), &found).await?;
    let press = format!(
        "const label = [...({found})].find(l => l.textContent === {}); label.scrollIntoView(); label.click();",
        json!(word)
    );
    page.run(&press).await
}

/// Chooses a file with a text, as from a folder.
async fn give(page: &Page, text: &Value) -> Result {
    page.run(&format!(
        "document.querySelector('.keep + .effect').textContent;
         const files = new DataTransfer(); files.items.add(new File([{text}], 'settings.txt', {{ type: 'text/plain' }}));
         const input = document.querySelector('.keep input'); input.files = files.files;
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ))
    .await
}

#[test]
fn a_light_that_was_not_chosen_follows_the_hour_of_an_app_that_stays_open() {
    Setup::new("light-hour").before("Date.prototype.getHours = () => window.hour ?? 12").run(async |page| {
        let light = |light: &str| format!("document.documentElement.dataset.light === '{light}'");
        page.open("/").await?;
        page.wait_for("daylight", &light("day")).await?;
        page.run("window.hour = 20; document.dispatchEvent(new Event('visibilitychange'))").await?;
        page.wait_for("lamp light", &light("lamp")).await?;
        page.wait_for(
            "Home to say so",
            "document.querySelector('.lights [aria-pressed=true]')?.textContent.trim() === 'Lamp'",
        )
        .await?;
        page.click_button("Lamp").await?;
        page.run("window.hour = 12; document.dispatchEvent(new Event('visibilitychange'))").await?;
        ensure!(page.eval(&light("lamp")).await? == true, "a light that was chosen follows the hour");
        Ok(())
    });
}
