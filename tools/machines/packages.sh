# Debian's packages in a directory of their own: sourced by `run`. Nothing is installed into the system, whose own
# packages may be in the way of cross compilers (gcc-multilib).

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# What the machines are, and what their tools run on. Debian 12 knows no riscv64, whose kernel is Debian 13's.
architectures="amd64 arm64 armhf ppc64el riscv64 s390x"

# An apt of our own: it knows what the system has, without what would be in the way, and every machine's architecture.
prepare_apt() {
    local apt=$cache/apt updated
    mkdir -p "$apt"/{lists/partial,archives/partial}
    awk 'BEGIN { RS = ""; ORS = "\n\n" } !/^Package: (g(cc|\+\+)-multilib|qemu-[a-z0-9-]*)\n/' \
        /var/lib/dpkg/status > "$apt/status"
    cat > "$apt/sources.list" <<LIST
deb [arch=amd64,arm64,armhf,ppc64el,s390x signed-by=$keyring] $mirror bookworm main
deb [arch=riscv64 signed-by=$keyring] $mirror trixie main
LIST
    # Packages for all architectures are those that the tools of bookworm go with.
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' > "$apt/preferences"
    cat > "$apt/apt.conf" <<CONF
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "$apt/preferences";
APT::Architectures { $(printf '"%s"; ' $architectures)};
APT::Sandbox::User "root";
Acquire::Languages "none";
CONF
    # A day is new enough.
    updated=$apt/updated-${architectures// /-}
    if [ -z "$(find "$updated" -mtime -1 2>/dev/null)" ]; then
        own_apt apt-get update -qq
        touch "$updated"
    fi
}

own_apt() { APT_CONFIG=$cache/apt/apt.conf "$@"; }

# Unpacks what is not there yet of the archives into a directory.
unpack() {
    local into=$1 archive
    shift
    mkdir -p "$into/.unpacked"
    for archive; do
        [ -e "$into/.unpacked/${archive##*/}" ] && continue
        dpkg -x "$archive" "$into"
        touch "$into/.unpacked/${archive##*/}"
    done
}

# Tools that run here, with what they depend on and the system lacks, into $host.
host_packages() {
    own_apt apt-get install -qq -d -y --no-install-recommends --no-remove "$@" > "$cache/apt/log" 2>&1 ||
        { cat "$cache/apt/log" >&2; return 1; }
    unpack "$host" "$cache"/apt/archives/*.deb
}

# Packages of another architecture, alone, into a directory.
foreign_packages() {
    local into=$1
    shift
    mkdir -p "$into/archives"
    (cd "$into/archives" && own_apt apt-get download -qq "$@" > "$cache/apt/log" 2>&1) ||
        { cat "$cache/apt/log" >&2; return 1; }
    unpack "$into" "$into"/archives/*.deb
}

# The kernel that a meta-package depends on.
newest_kernel() {
    own_apt apt-cache depends --important "$1" | awk '/Depends: linux-image/ { print $2; exit }'
}
