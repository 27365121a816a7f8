//! Ten minutes of a session behind another tab.

use anyhow::ensure;
use backstroke::routine::{Pace, Prefs, Selection, SeveralTimes, compile};
use backstroke_tests::Setup;

use super::hidden::hide;
use crate::model::{begin, now, place, place_of_step, routine};

#[test]
fn ten_minutes_of_a_session_pass_behind_another_tab_and_it_is_where_it_should_be() {
    let before = "localStorage.setItem('backstroke.prefs', '2 pace=slow several=10 count-in=0')";
    Setup::bare("ten-minutes").before(before).run(async |page| {
        begin(page, "/session?speed=60").await?;
        let from = now(page).await?.number("at")?;
        hide(page, 10_500.0).await?;
        page.wait_for(
            "the ten minutes",
            &format!("Number(document.getElementById('session').dataset.at) >= {from} + 600000"),
        )
        .await?;
        let here = now(page).await?;
        ensure!(here.get("phase") == "running", "it does not run: {here:?}");
        let prefs = Prefs { pace: Pace::Slow, several: SeveralTimes::try_from(10)?, ..Prefs::default() };
        let routine = routine()?;
        let timeline = compile(&routine, &prefs, Selection::Whole);
        let at = here.number("at")?;
        let planned = timeline.steps().get(timeline.at(at)).map(|step| place_of_step(&routine, step));
        ensure!(planned.as_deref() == Some(place(&here).as_str()), "at {at} ms it is at {here:?}, not {planned:?}");
        Ok(())
    });
}
