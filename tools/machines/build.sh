# Cross-compiles the tests: sourced by `run`.

# Compiles for a target; the programs go into a directory under their own names.
#
# The standard library is built from its source, as Debian has it compiled for few targets.
build() {
    local target=$1 into=$2 gnu libc upper executable name
    cross "$target"
    host_packages "gcc-$gnu" "libc6-dev-$libc-cross"
    upper=${target//-/_}
    upper=${upper^^}
    mkdir -p "$into"
    echo "building for $target" >&2
    (
        cd "$workspace"
        unset RUSTUP_TOOLCHAIN
        export PATH=$host/usr/bin:$PATH LD_LIBRARY_PATH=$host/usr/lib/x86_64-linux-gnu
        export RUSTC=$host/usr/bin/rustc RUSTC_BOOTSTRAP=1
        export CARGO_TARGET_DIR=$cache/target CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=1
        export "CARGO_TARGET_${upper}_LINKER=$gnu-gcc"
        # Static programs need no libraries in the guest.
        export "CARGO_TARGET_${upper}_RUSTFLAGS=-C target-feature=+crt-static -C strip=symbols"
        cargo() {
            nice "$host/usr/bin/cargo" test --quiet -Zbuild-std=std,test,panic_unwind --target "$target" --no-run \
                --message-format json-render-diagnostics "$@"
        }
        cargo -p evalbox-seccomp --tests
        cargo -p evalbox-policy --test agreement --test attacks --test pre_exec
    ) > "$into/.messages"
    grep -o '"executable":"[^"]*"' "$into/.messages" | cut -d'"' -f4 | while read -r executable; do
        name=${executable##*/}
        cp "$executable" "$into/${name%-*}"
    done
    rm "$into/.messages"
}
