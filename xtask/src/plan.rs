//! `cargo xtask plan`: the session as a person would read it, or as JSON.

use anyhow::{Context, bail};
use backstroke::body::Side;
use backstroke::routine::{
    Cue, Kind, Pace, Plan, Prefs, Routine, Selection, SeveralTimes, Unit, back, compile, fit, plan,
};
use std::fmt::Write as _;
use std::io::Write as _;

/// What `plan` takes.
#[derive(clap::Args)]
pub struct Args {
    /// How fast the hands go.
    #[arg(long, value_parser = ["slow", "gentle", "brisk"])]
    pace: Option<String>,
    /// How often "several" is.
    #[arg(long, value_name = "1-10", value_parser = clap::value_parser!(u32).range(1..=10))]
    several: Option<u32>,
    /// Find the pace and "several" (where not given) that come closest to so many minutes.
    #[arg(long, value_name = "1-120", value_parser = clap::value_parser!(u32).range(1..=120))]
    minutes: Option<u32>,
    /// Only this sequence, with what it returns to.
    #[arg(long)]
    sequence: Option<String>,
    /// The side that comes first.
    #[arg(long, default_value = "right", value_parser = ["left", "right"])]
    start: String,
    /// The unit of distances.
    #[arg(long, default_value = "cm", value_parser = ["cm", "in"])]
    unit: String,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    /// With --json: both hands, so many times a second.
    #[arg(long, value_name = "1-240", requires = "json", value_parser = clap::value_parser!(u32).range(1..=240))]
    hands: Option<u32>,
}

/// Prints the plan.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let routine = back().map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the back routine's document is wrong:\n  {}", lines.join("\n  "))
    })?;
    let selection = selection(&routine, args.sequence.as_deref())?;
    let pace = args.pace.as_deref().and_then(Pace::parse);
    let several = args.several.map(SeveralTimes::try_from).transpose()?;
    let start = if args.start == "left" { Side::Left } else { Side::Right };
    let unit = if args.unit == "in" { Unit::In } else { Unit::Cm };
    let prefs = match args.minutes {
        Some(minutes) => fit(&routine, minutes, pace, several, start, selection),
        None => Prefs { pace: pace.unwrap_or_default(), several: several.unwrap_or_default(), start },
    };
    let timeline = compile(&routine, &prefs, selection);
    let plan = plan(&routine, &timeline, unit, args.hands);
    let text = if args.json {
        serde_json::to_string(&plan).context("the plan cannot be written as JSON")?
    } else {
        read_out(&routine, &plan)
    };
    // A reader that closes early, as `head` does, is no failure.
    match writeln!(std::io::stdout().lock(), "{}", text.trim_end()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e).context("the plan cannot be printed"),
        _ => Ok(()),
    }
}

/// The sequence that was asked for, or all.
fn selection(routine: &Routine, letter: Option<&str>) -> anyhow::Result<Selection> {
    let Some(letter) = letter else { return Ok(Selection::Whole) };
    let choices: Vec<String> = routine.sequences().iter().map(|s| s.letter().to_string()).collect();
    match choices.iter().position(|c| c.eq_ignore_ascii_case(letter)).and_then(|i| routine.sequences().get(i)) {
        Some(sequence) => Ok(Selection::Sequence(sequence.letter())),
        None => bail!("there is no sequence '{letter}'; choose one of {}", choices.join(", ")),
    }
}

/// The plan as a person would read it.
fn read_out(routine: &Routine, plan: &Plan) -> String {
    let mut out = String::new();
    let (minutes, seconds) = (plan.total_ms / 60_000, plan.total_ms / 1000 % 60);
    let _ = writeln!(
        out,
        "{}: {minutes} min {seconds} s at a {} pace; \"several\" is {}.",
        routine.title(),
        plan.pace,
        plan.several
    );
    let mut heading = None;
    for step in &plan.steps {
        let here = (step.sequence, step.called_from);
        if heading != Some(here) {
            heading = Some(here);
            let name = routine.sequence(step.sequence).map_or("", |s| s.name());
            let _ = match step.called_from {
                Some(from) => writeln!(out, "\n{from} → {}  {name}", step.sequence),
                None => writeln!(out, "\n{}  {name}", step.sequence),
            };
        }
        let at = format!("{}:{:02}", step.start_ms / 60_000, step.start_ms / 1000 % 60);
        let long = format!("{}.{} s", step.duration_ms / 1000, step.duration_ms / 100 % 10);
        let mut marks = Vec::new();
        if let Some(cue) = step.cue.filter(|c| *c != Cue::Next.name()) {
            marks.push(cue.to_uppercase().replace('-', " "));
        }
        if step.passes > 1 {
            marks.push(format!("{} of {}", step.pass, step.passes));
        }
        marks.extend(step.side.map(|side| format!("{side} side")));
        marks.extend(step.level.map(ToOwned::to_owned));
        let marks = if marks.is_empty() { String::new() } else { format!("  [{}]", marks.join(", ")) };
        let bullet = if step.kind == Kind::Glide.name() { "~ " } else { "" };
        let _ = writeln!(out, "  {at:>5}  {long:>7}  {bullet}{}{marks}", step.text);
    }
    out
}
