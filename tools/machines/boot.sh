# Boots a kernel on the programs, or runs them here: sourced by `run`.

# Seconds after which a guest is taken to hang.
patience=3600

# Boots the machine's kernel with the programs in its first file system; prints what the guest prints.
boot() {
    local guest=$cache/$1 package=$cache/packages-$arch linux
    linux=$(newest_kernel "$kernel:$arch")
    foreign_packages "$package" "$linux" "busybox-static:$arch"
    linux=${linux%:*}
    mkdir -p "$guest"/{bin,dev,proc,sys,tmp,etc}
    # Debian 13 has it under /usr.
    cp "$(find "$package" -path '*/bin/busybox')" "$guest/bin"
    cp "$here/init" "$guest/init"
    cp "$here/programs" "$guest/evalbox"
    (cd "$guest" && find . | PATH=$host/bin:$PATH cpio -o -H newc -R 0:0 --quiet) | gzip -1 > "$cache/$1.initramfs"
    LD_LIBRARY_PATH=$host/usr/lib/x86_64-linux-gnu:$host/lib/x86_64-linux-gnu \
        nice -n 10 timeout "$patience" "$host/usr/bin/${qemu[0]}" "${qemu[@]:1}" -L "$host/usr/share/qemu" \
        -m 2048 -nodefaults -nographic -serial stdio -no-reboot \
        -kernel "$package"/boot/vmlinu[xz]-"${linux#linux-image-}" -initrd "$cache/$1.initramfs" \
        -append "console=$console quiet panic=-1" < /dev/null
}

# Runs the programs on this kernel.
native() {
    echo "evalbox: kernel $(uname -r) $(uname -m)"
    sh "$here/programs" "$cache/here/evalbox"
    echo "evalbox: end"
}

# Says how it went, and whether all passed.
summary() {
    awk -v machine="$1" '
        { sub(/\r$/, "") }
        # The kernel may still be printing into this line.
        sub(/.*evalbox: kernel /, "") { kernel = $1 " " $2 }
        /^evalbox: begin/ { tests++; counted = 0 }
        /^test .* FAILED$/ { print "  " $0 }
        /^skipped:/ { print "  " $0 }
        /^test result:/ { passed += $4; failed += $6; counted = $6 }
        /^evalbox: status/ && $3 != 0 { print "  " $4 ": status " $3; if (!counted) failed++ }
        /^evalbox: end/ { ended = 1 }
        END {
            if (!ended) { print "  the machine did not come to its end"; failed++ }
            print machine ": kernel " kernel ", " tests + 0 " programs"
            print passed + 0 " passed, " failed + 0 " failed"
            exit failed > 0 || passed == 0
        }' "$2"
}
