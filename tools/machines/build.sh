# Cross-compiles the tests: sourced by `run`.

# Compiles for a target, with the workspace's toolchain; the programs go into a directory under their own names.
build() {
    local target=$1 into=$2 gnu libc flags upper executable name
    cross "$target"
    host_packages "gcc-$gnu" "libc6-dev-$libc-cross"
    (cd "$workspace" && rustup --quiet target add "$target")
    upper=${target//-/_}
    upper=${upper^^}
    mkdir -p "$into"
    echo "building for $target" >&2
    (
        cd "$workspace"
        export PATH=$PATH:$host/usr/bin LD_LIBRARY_PATH=$host/usr/lib/x86_64-linux-gnu
        export CARGO_TARGET_DIR=$cache/target CARGO_INCREMENTAL=0
        # The dependency `syscalls` has assembly of architectures for which Rust's is not stable.
        export RUSTC_BOOTSTRAP=1
        export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=1
        export "CARGO_TARGET_${upper}_LINKER=$host/usr/bin/$gnu-gcc"
        # Static programs need no libraries in the guest.
        export "CARGO_TARGET_${upper}_RUSTFLAGS=-C target-feature=+crt-static -C strip=symbols $flags"
        tests() {
            nice -n 10 cargo test --locked --quiet --target "$target" --no-run \
                --message-format json-render-diagnostics "$@"
        }
        tests -p evalbox-seccomp --tests
        tests -p evalbox-policy --test agreement --test attacks --test pre_exec
        tests -p evalbox-cli --test killed
    ) > "$into/.messages"
    grep -o '"executable":"[^"]*"' "$into/.messages" | cut -d'"' -f4 | while read -r executable; do
        name=${executable##*/}
        cp "$executable" "$into/${name%-*}"
    done
    rm "$into/.messages"
}
