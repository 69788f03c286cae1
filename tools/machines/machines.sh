# What each machine is made of: sourced by `run`. One kernel of Debian's, and the Rust targets whose programs it runs.
#
# machine NAME sets
#   arch     Debian's name of the kernel's architecture
#   kernel   the package that depends on the newest kernel
#   qemu     the emulator and its options; empty where this kernel itself runs the programs
#   emulator the packages of the emulator
#   console  where the kernel prints
#   targets  Rust targets, the native one first

machines="aarch64 armhf s390x ppc64el riscv64 here"

machine() {
    qemu=() emulator=
    case $1 in
        aarch64)
            arch=arm64 kernel=linux-image-arm64 emulator=qemu-system-arm console=ttyAMA0
            qemu=(qemu-system-aarch64 -M virt -cpu max)
            targets="aarch64-unknown-linux-gnu armv7-unknown-linux-gnueabihf"
            ;;
        armhf)
            arch=armhf kernel=linux-image-armmp emulator=qemu-system-arm console=ttyAMA0
            qemu=(qemu-system-arm -M virt -cpu cortex-a15)
            targets="armv7-unknown-linux-gnueabihf"
            ;;
        s390x)
            arch=s390x kernel=linux-image-s390x emulator=qemu-system-misc console=ttysclp0
            qemu=(qemu-system-s390x -M s390-ccw-virtio)
            targets="s390x-unknown-linux-gnu"
            ;;
        ppc64el)
            arch=ppc64el kernel=linux-image-powerpc64le emulator=qemu-system-ppc console=hvc0
            qemu=(qemu-system-ppc64 -M pseries -cpu power9)
            targets="powerpc64le-unknown-linux-gnu"
            ;;
        riscv64)
            arch=riscv64 kernel=linux-image-riscv64 emulator="qemu-system-misc opensbi" console=ttyS0
            qemu=(qemu-system-riscv64 -M virt)
            targets="riscv64gc-unknown-linux-gnu"
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

# The name that Debian's cross compiler for a Rust target begins with, the architecture that its C library is called by, and
# flags for rustc.
cross() {
    flags=
    case $1 in
        aarch64-*) gnu=aarch64-linux-gnu libc=arm64 ;;
        armv7-*) gnu=arm-linux-gnueabihf libc=armhf ;;
        s390x-*) gnu=s390x-linux-gnu libc=s390x ;;
        powerpc64le-*) gnu=powerpc64le-linux-gnu libc=ppc64el ;;
        riscv64gc-*)
            gnu=riscv64-linux-gnu libc=riscv64
            # Jumps within the C library reach one MiB: all of it in one place, with what its compiler's start-up defines too.
            flags="-Z pre-link-args=-Wl,-z,muldefs,--whole-archive,-lc,--no-whole-archive"
            ;;
        i686-*) gnu=i686-linux-gnu libc=i386 ;;
    esac
}
