# What each machine is made of: sourced by `run`. One kernel of Debian's, and the Rust targets whose programs it runs.
#
# machine NAME sets
#   arch     Debian's name of the kernel's architecture
#   kernel   the package that depends on the newest kernel
#   qemu     the emulator and its options; empty where this kernel itself runs the programs
#   emulator the package of the emulator
#   console  where the kernel prints
#   targets  Rust targets, the native one first

machines="aarch64 here"

machine() {
    qemu=() emulator=
    case $1 in
        aarch64)
            arch=arm64 kernel=linux-image-arm64 emulator=qemu-system-arm console=ttyAMA0
            qemu=(qemu-system-aarch64 -M virt -cpu max)
            targets="aarch64-unknown-linux-gnu armv7-unknown-linux-gnueabihf"
            ;;
        here)
            targets="i686-unknown-linux-gnu"
            ;;
        *)
            echo "no machine $1: there are $machines" >&2
            return 1
            ;;
    esac
}

# The name that Debian's cross compiler for a Rust target begins with, and the architecture that its C library is called by.
cross() {
    case $1 in
        aarch64-*) gnu=aarch64-linux-gnu libc=arm64 ;;
        armv7-*) gnu=arm-linux-gnueabihf libc=armhf ;;
        i686-*) gnu=i686-linux-gnu libc=i386 ;;
    esac
}
