//! Fit: how close together the parts of a page stand, and whether earlier words stand under them.

use std::rc::Rc;

use ratatui::layout::Rect;

use super::foot;
use super::frame::{self, Density, Frame, blocks_of};
use super::legend::Legend;
use crate::screen::{Block, Focus, Screen};
use crate::tui::blocks::{self, Room};
use crate::tui::field::Noticer;
use crate::tui::ground::Ground;
use crate::tui::strip::{self, Strip};

/// A page as it fits.
pub(super) struct Fit<'a> {
    pub(super) frame: Frame,
    pub(super) strips: Vec<Strip<'a>>,
    pub(super) foot: Vec<Strip<'a>>,
}

/// A form of this many lines to fill shows the one in focus, the others in a row each, and what comes of them.
const FORM: usize = 4;
/// Rows a window has for such a form with all its fields open.
const OPEN_FORM: u16 = 36;

/// Rows around a text that was built and is written on as a whole.
const AROUND: usize = 3;

/// Fewer rows than this are not worth beginning earlier words in.
const WORTH: usize = 6;

const ALL: [Density; 4] = [Density::Roomy, Density::Close, Density::Tight, Density::Folded];

/// What the foot holds beside complaints and the state of saving.
#[derive(Clone, Copy, Default)]
struct Needs {
    /// Earlier words are a key away.
    away: bool,
    /// What marks mean.
    legend: bool,
    /// Rows are short: that all is well is not said.
    short: bool,
}

/// One screen that is to fit into one window.
struct Fitting<'s, 'a, 'g> {
    screen: &'s Screen<'a>,
    area: Rect,
    ground: &'g mut Ground,
    noticer: &'g mut dyn Noticer,
    legend: Option<Rc<Legend>>,
}

/// The blocks as they fit: with air where there is room for it, closer together where there is not.
pub(super) fn fitted<'a>(
    screen: &'a Screen<'a>,
    area: Rect,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Fit<'a> {
    let mut fitting = Fitting { screen, area, ground, noticer, legend: None };
    let recalls = fitting.recalls();
    if recalls && let Some(fit) = fitting.with_words() {
        return fit;
    }
    let (mut fit, density) = fitting.best(Needs { away: recalls, ..Needs::default() });
    let legend = fitting.legend();
    if legend.is_empty() {
        if recalls && density.is_some() {
            fit.strips.extend(fitting.first_words(&fit));
        }
        return fit;
    }
    let free = usize::from(fit.frame.body.height).saturating_sub(strip::height(&fit.strips) + 1);
    let most = foot::legend_rows(fitting.roomy());
    if let Some(under) = legend.under(fit.frame.room.measure, free, most, fitting.ground) {
        fit.strips.push(Strip::gap(1));
        fit.strips.extend(under);
        return fit;
    }
    let needs = Needs { away: recalls, legend: true, ..Needs::default() };
    match density {
        Some(density) => fitting.at(density, needs).0,
        None => fitting.page(needs),
    }
}

impl<'a> Fitting<'a, 'a, '_> {
    /// Whether there are earlier words that do not stand beside the question.
    fn recalls(&self) -> bool {
        let wide = Frame::new(self.area, self.screen, Density::Roomy, 0).aside.is_some();
        !self.screen.aside.is_empty() && self.screen.overlay.is_none() && !wide
    }

    /// Earlier words under the question, if all of both fits.
    fn with_words(&mut self) -> Option<Fit<'a>> {
        let densities = densities(blocks_of(self.screen), self.area);
        densities.iter().filter(|density| **density != Density::Folded).find_map(|density| {
            let (mut fit, _) = self.at(*density, Needs::default());
            let legend = self.legend();
            if !legend.is_empty() {
                fit.strips.push(Strip::gap(1));
                fit.strips.extend(legend.whole(fit.frame.room.measure, self.ground));
            }
            fit.strips.extend(foot::below(self.screen, fit.frame.room, self.ground));
            (strip::height(&fit.strips) <= usize::from(fit.frame.body.height)).then_some(fit)
        })
    }

    /// As many of the earlier words as there are rows for; nothing where that would be next to nothing.
    fn first_words(&mut self, fit: &Fit<'a>) -> Vec<Strip<'a>> {
        let free = usize::from(fit.frame.body.height).saturating_sub(strip::height(&fit.strips));
        let mut left = free;
        let below = foot::below(self.screen, fit.frame.room, self.ground).into_iter().take_while(|strip| {
            let fits = strip.height <= left;
            left = left.saturating_sub(strip.height);
            fits
        });
        if free < WORTH { Vec::new() } else { below.collect() }
    }

    /// The most air that fits, else as close together as it goes; the density unless a page of text takes what is left.
    fn best(&mut self, needs: Needs) -> (Fit<'a>, Option<Density>) {
        let blocks = blocks_of(self.screen);
        for density in densities(blocks, self.area) {
            let (fit, fits) = self.at(*density, needs);
            if fits {
                return (fit, (pages(blocks) == 0).then_some(*density));
            }
        }
        if pages(blocks) > 0 {
            return (self.page(needs), None);
        }
        (self.at(Density::Folded, Needs { short: true, ..needs }).0, Some(Density::Folded))
    }

    fn roomy(&self) -> bool {
        frame::is_roomy(self.area)
    }

    /// What marks in sight mean; texts have been laid out before.
    fn legend(&mut self) -> Rc<Legend> {
        let room = (usize::from(self.area.height), !self.roomy());
        let new = || Rc::new(Legend::of(self.screen, room, self.ground, self.noticer));
        Rc::clone(self.legend.get_or_insert_with(new))
    }

    /// Whether a text is built here: it stays in sight beside what one writes.
    fn builds(&self) -> bool {
        blocks::builds(blocks_of(self.screen))
    }

    fn framed(&mut self, density: Density, needs: Needs) -> Fit<'a> {
        let width = frame::foot_width(self.area, self.screen);
        let legend = needs.legend.then(|| self.legend());
        let roomy = self.roomy() && !needs.short;
        // Where rows are few they are for the text that is built.
        let few = !self.roomy() && self.builds();
        let over = foot::advice(self.screen).is_some_and(|(_, over)| over);
        let most = match self.screen.focus {
            Focus::Page if few => 2,
            _ if few => usize::from(legend.is_some()) + usize::from(over),
            _ => usize::from(self.area.height / 3),
        };
        let beside = foot::Beside { legend, away: needs.away };
        let foot = foot::strips(self.screen, (width, most), roomy, beside, self.ground);
        let rows = u16::try_from(strip::height(&foot)).unwrap_or(u16::MAX).min(self.area.height / 2);
        Fit { frame: Frame::new(self.area, self.screen, density, rows), strips: Vec::new(), foot }
    }

    /// The page at this density, and whether it fits.
    fn at(&mut self, density: Density, needs: Needs) -> (Fit<'a>, bool) {
        let mut fit = self.framed(density, needs);
        let window = usize::from(fit.frame.body.height);
        fit.strips = self.strips(fit.frame.room, window.max(1));
        let fits = strip::height(&fit.strips) <= window;
        (fit, fits)
    }

    /// Long text gets what the rest leaves, with a row for what marks in it mean; never less than a few rows.
    fn page(&mut self, needs: Needs) -> Fit<'a> {
        let blocks = blocks_of(self.screen);
        let count = pages(blocks);
        let mut fit = self.framed(if lines(blocks) > 0 { Density::Folded } else { Density::Close }, needs);
        let window = usize::from(fit.frame.body.height);
        let others = if self.builds() {
            // Its parts may scroll away: the question, its name and a row for another draft stay.
            AROUND.min(window / 2)
        } else {
            strip::height(&self.strips(fit.frame.room, 1)).saturating_sub(count)
        };
        let page = (window.saturating_sub(others) / count.max(1)).max(4.min(window));
        fit.strips = self.strips(fit.frame.room, page);
        fit
    }

    /// The strips, where a page of text may take `page` rows.
    fn strips(&mut self, room: Room, page: usize) -> Vec<Strip<'a>> {
        self.ground.page = page;
        self.ground.begin(self.ground.shown);
        blocks::strips(blocks_of(self.screen), room, self.ground)
    }
}

/// What is tried, one after the other.
fn densities(blocks: &[Block<'_>], area: Rect) -> &'static [Density] {
    let form = lines(blocks) >= FORM && area.height < OPEN_FORM;
    match pages(blocks) {
        // Fields that open and fold while one writes would make the page jump.
        0 if form => ALL.get(3..).unwrap_or(&ALL),
        0 => &ALL,
        _ if form => &[],
        // A page that is written on stays where it is while it grows; it scrolls instead.
        _ => ALL.get(..2).unwrap_or(&ALL),
    }
}

fn pages(blocks: &[Block<'_>]) -> usize {
    blocks.iter().filter(|block| matches!(block, Block::Editor(editor) if editor.page)).count()
}

fn lines(blocks: &[Block<'_>]) -> usize {
    blocks.iter().filter(|block| matches!(block, Block::Editor(editor) if !editor.page)).count()
}
