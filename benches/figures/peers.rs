//! Who is compared: this compiler, others at work, and the recorded programs of more, all for the same policy.

use evalbox_seccomp::{Action, Filter, SockFilter};

use crate::Answer;
use crate::policies::{CONTAINER, SEED, SEED_HOT};
use crate::recorded;

mod evalbox_sys;
mod libseccomp;
mod seccompiler;

/// The seven flags of clone(2) that make a namespace.
const NAMESPACES: u64 = 0x7e02_0000;
const NETLINK: u64 = 16;
const RAW: u64 = 3;
/// What of a socket's type is no flag (`SOCK_TYPE_MASK` in the kernel).
const TYPE_MASK: u64 = 0xf;
const FORBIDDEN_REQUESTS: [u64; 3] = [libc::TIOCSTI, libc::TIOCSETD, libc::TIOCLINUX];
const ENOSYS: Action = Action::Errno(38);

/// How the names of recorded programs begin that are no compiler's.
const BOUNDS: [&str; 2] = ["best-known", "limit"];

/// From nothing to confined: makes the program and installs it on the calling thread.
pub(crate) type Confine = Box<dyn Fn() -> Answer<()>>;

/// Where a program comes from.
pub(crate) enum Origin {
    /// A compiler that is at work here.
    AtWork(Confine),
    /// A compiler's program, recorded.
    Recorded,
    /// What is known to be possible, by search: no compiler's.
    Bound,
}

/// A compiler, with what it makes of a policy.
pub(crate) struct Peer {
    pub(crate) name: String,
    /// What the kernel gets, in the order of installing: some peers need two filters to say it all.
    pub(crate) filters: Vec<Filter>,
    pub(crate) origin: Origin,
}

impl Peer {
    fn at_work(name: &str, filters: Vec<Filter>, confine: Confine) -> Peer {
        Peer {
            name: name.to_owned(),
            filters,
            origin: Origin::AtWork(confine),
        }
    }

    /// Instructions of all filters.
    pub(crate) fn length(&self) -> usize {
        self.filters
            .iter()
            .map(|filter| filter.program().len())
            .sum()
    }
}

/// All that could be found, this compiler first, and what could not.
pub(crate) struct Peers {
    pub(crate) list: Vec<Peer>,
    pub(crate) skipped: Vec<String>,
}

impl Peers {
    /// This compiler, whose policy counts.
    pub(crate) fn ours(&self) -> &Peer {
        &self.list[0]
    }

    /// All but the bounds.
    pub(crate) fn compilers(&self) -> Vec<&Peer> {
        let compilers = self.list.iter();
        compilers
            .filter(|peer| !matches!(peer.origin, Origin::Bound))
            .collect()
    }

    /// What could not be found, a line each.
    pub(crate) fn skipped_notes(&self) -> Vec<String> {
        let skipped = self.skipped.iter().map(|what| format!("skipped: {what}"));
        skipped.collect()
    }

    fn add_recorded(&mut self, policy: &str) -> Answer<()> {
        let recorded = recorded::programs(policy)?;
        if recorded.is_empty() {
            self.skipped
                .push(format!("recorded programs: none in {}", recorded::NAME));
        }
        for (name, program) in recorded {
            let bound = BOUNDS.iter().any(|bound| name.starts_with(bound));
            let (origin, kind) = if bound {
                (Origin::Bound, "bound")
            } else {
                (Origin::Recorded, "recorded")
            };
            self.list.push(Peer {
                name: format!("{name} ({kind})"),
                filters: vec![adopt(program)?],
                origin,
            });
        }
        Ok(())
    }

    fn add_libseccomp(&mut self, allowed: &'static [i64]) -> Answer<()> {
        let api = match libseccomp::Api::open() {
            Ok(api) => api,
            Err(error) => {
                self.skipped.push(format!("libseccomp: {error}"));
                return Ok(());
            }
        };
        for (tree, how) in [(false, "list"), (true, "tree")] {
            self.list.push(Peer::at_work(
                &format!("libseccomp {}, {how}", api.version()),
                libseccomp::programs(api, tree, allowed)?,
                Box::new(move || libseccomp::confine(api, tree, allowed)),
            ));
        }
        Ok(())
    }
}

/// The seed's policy, by everyone.
pub(crate) fn seed() -> Answer<Peers> {
    let allowed: &[i64] = ::evalbox_sys::seccomp::default_whitelist().leak();
    let mut peers = Peers {
        list: vec![
            ours("evalbox-seccomp", SEED),
            ours("evalbox-seccomp, hot", SEED_HOT),
            Peer::at_work(
                "evalbox-sys 0.2.0",
                evalbox_sys::programs()?,
                Box::new(evalbox_sys::confine),
            ),
            Peer::at_work(
                "seccompiler 0.5.0",
                seccompiler::programs(allowed)?,
                Box::new(move || seccompiler::confine(allowed)),
            ),
        ],
        skipped: Vec::new(),
    };
    peers.add_libseccomp(allowed)?;
    peers.add_recorded("seed")?;
    Ok(peers)
}

/// The container's policy, by this compiler and as recorded.
pub(crate) fn container() -> Answer<Peers> {
    let mut peers = Peers {
        list: vec![ours("evalbox-seccomp", CONTAINER)],
        skipped: Vec::new(),
    };
    peers.add_recorded("docker")?;
    Ok(peers)
}

fn ours(name: &str, filter: Filter) -> Peer {
    let confine = move || filter.install().map_err(Into::into);
    Peer::at_work(name, vec![filter], Box::new(confine))
}

/// Another compiler's program as a filter of ours, for as long as the process lives. It is verified on the way.
fn adopt(program: Vec<SockFilter>) -> Answer<Filter> {
    Filter::new(program.leak()).map_err(|error| format!("not a program: {error:?}").into())
}
